import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.js';

const HELP = `Stands in for HubSpot and Nango on loopback, until it is interrupted.

  --contacts N        how many contacts HubSpot holds (1000)
  --seed N            the same seed gives the same contacts (1)
  --latency MS        added to each of HubSpot's answers (0)
  --requests N        HubSpot's quota per rolling 10 s, 0 for none (110)
  --retry-after       HubSpot's 429 carries Retry-After
  --token-life S      how long an access token lives (1800)
  --hubspot-port N    where HubSpot listens (a free port)
  --nango-port N      where Nango listens (a free port)
`;

const { values } = parseArgs({
  options: {
    contacts: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    latency: { type: 'string', default: '0' },
    requests: { type: 'string', default: '110' },
    'retry-after': { type: 'boolean', default: false },
    'token-life': { type: 'string', default: '1800' },
    'hubspot-port': { type: 'string', default: '0' },
    'nango-port': { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});

function wholeNumber(name: keyof typeof values): number {
  const value = Number(values[name]);
  if (Number.isSafeInteger(value) && value >= 0) return value;
  process.stderr.write(`--${name} takes a whole number\n`);
  process.exit(2);
}

if (values.help) {
  process.stdout.write(HELP);
} else {
  const sandbox = await startSandbox({
    contacts: wholeNumber('contacts'),
    seed: wholeNumber('seed'),
    latencyMs: wholeNumber('latency'),
    requestsPer10s: wholeNumber('requests'),
    sendRetryAfter: values['retry-after'],
    tokenLifeMs: wholeNumber('token-life') * 1000,
    hubSpotPort: wholeNumber('hubspot-port'),
    nangoPort: wholeNumber('nango-port'),
  });
  for (const [name, value] of Object.entries(sandbox.environment)) process.stdout.write(`${name}=${value}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void sandbox.close());
}
