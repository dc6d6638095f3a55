import { parseArgs } from 'node:util';
import type { SandboxOptions } from './sandbox.js';

export const HELP = `Stands in for HubSpot and Nango on loopback, until it is interrupted.

  --contacts N        how many contacts HubSpot holds (1000)
  --seed N            the same seed gives the same contacts (1)
  --latency MS        added to each of HubSpot's answers (0)
  --requests N        HubSpot's quota per rolling 10 s, 0 for none (110)
  --searches N        HubSpot's quota for searches per second, 0 for none (5)
  --retry-after       HubSpot's 429 carries Retry-After
  --index-lag MS      for how long search does not see an edit (0)
  --clock-offset MS   how far HubSpot's clock is ahead (0)
  --token-life S      how long an access token lives (1800)
  --hubspot-port N    where HubSpot listens (a free port)
  --nango-port N      where Nango listens (a free port)
  --control-port N    where commands are taken (a free port)
  --help              this text
`;

/**
 * @returns the options of the sandbox, or undefined when help was asked for.
 * @throws Error with a sentence about the argument that is wrong.
 */
export function parseCommandLine(args: readonly string[]): SandboxOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: {
      contacts: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      latency: { type: 'string', default: '0' },
      requests: { type: 'string', default: '110' },
      searches: { type: 'string', default: '5' },
      'index-lag': { type: 'string', default: '0' },
      'clock-offset': { type: 'string', default: '0' },
      'retry-after': { type: 'boolean', default: false },
      'token-life': { type: 'string', default: '1800' },
      'hubspot-port': { type: 'string', default: '0' },
      'nango-port': { type: 'string', default: '0' },
      'control-port': { type: 'string', default: '0' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return undefined;
  const wholeNumber = (name: Exclude<keyof typeof values, 'help' | 'retry-after'>, most = 1e12): number => {
    const value = /^\d{1,13}$/.test(values[name]) ? Number(values[name]) : Infinity;
    if (value > most) throw new Error(`--${name} takes a whole number from 0 to ${most}`);
    return value;
  };
  return {
    contacts: wholeNumber('contacts'),
    seed: wholeNumber('seed'),
    latencyMs: wholeNumber('latency'),
    requestsPer10s: wholeNumber('requests'),
    searchesPerSecond: wholeNumber('searches'),
    indexLagMs: wholeNumber('index-lag'),
    clockOffsetMs: wholeNumber('clock-offset'),
    sendRetryAfter: values['retry-after'],
    tokenLifeMs: wholeNumber('token-life') * 1000,
    hubSpotPort: wholeNumber('hubspot-port', 65_535),
    nangoPort: wholeNumber('nango-port', 65_535),
    controlPort: wholeNumber('control-port', 65_535),
  };
}
