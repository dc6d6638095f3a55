import { parseArgs } from 'node:util';
import type { SandboxOptions } from './sandbox.js';

const MOST = 1e12;
const LAST_PORT = 65_535;

interface NumberOption {
  readonly unit: 'N' | 'MS' | 'S';
  readonly meaning: string;
  readonly default: number;
  readonly most: number;
}

const number = (unit: NumberOption['unit'], meaning: string, value: number): NumberOption => ({
  unit,
  meaning: `${meaning} (${value})`,
  default: value,
  most: MOST,
});

const port = (meaning: string): NumberOption => ({
  unit: 'N',
  meaning: `${meaning} (a free port)`,
  default: 0,
  most: LAST_PORT,
});

const numbers = {
  contacts: number('N', 'how many contacts HubSpot holds', 1000),
  seed: number('N', 'the same seed gives the same contacts', 1),
  latency: number('MS', "added to each of HubSpot's answers", 0),
  requests: number('N', "HubSpot's quota per rolling 10 s, 0 for none", 110),
  searches: number('N', "HubSpot's quota for searches per second, 0 for none", 5),
  'index-lag': number('MS', 'for how long search does not see an edit', 0),
  'clock-offset': number('MS', "how far HubSpot's clock is ahead", 0),
  'token-life': number('S', 'how long an access token lives', 1800),
  'hubspot-port': port('where HubSpot listens'),
  'nango-port': port('where Nango listens'),
  'control-port': port('where commands are taken'),
} as const satisfies Readonly<Record<string, NumberOption>>;

const switches: Readonly<Record<string, string>> = {
  'retry-after': "HubSpot's 429 carries Retry-After",
  help: 'this text',
};

const helpLines = [
  ...Object.entries(numbers).map(([name, { unit, meaning }]) => [`--${name} ${unit}`, meaning] as const),
  ...Object.entries(switches).map(([name, meaning]) => [`--${name}`, meaning] as const),
];

export const HELP = `contacts-gateway-sandbox [options]

Stands in for HubSpot and Nango on loopback, until it is interrupted. It prints the variables that point a gateway at it,
and where it takes commands.

${helpLines.map(([option, meaning]) => `  ${option.padEnd(20)}${meaning}\n`).join('')}`;

/**
 * @returns the options of the sandbox, or undefined when help was asked for.
 * @throws Error with a sentence about the argument that is wrong.
 */
export function parseCommandLine(args: readonly string[]): SandboxOptions | undefined {
  const given = new Map<string, number>();
  for (const token of tokensOf(args)) {
    if (token.kind !== 'option') throw new Error(`There is no option in "${args[token.index]}": --help lists them.`);
    const { name, rawName, value } = token;
    if (Object.hasOwn(numbers, name)) given.set(name, wholeNumber(name as keyof typeof numbers, value));
    else if (!Object.hasOwn(switches, name)) throw new Error(`There is no option ${rawName}: --help lists them.`);
    else if (value !== undefined) throw new Error(`${rawName} takes no value.`);
    else given.set(name, 1);
  }
  if (given.has('help')) return undefined;
  const valueOf = (name: keyof typeof numbers): number => given.get(name) ?? numbers[name].default;
  return {
    contacts: valueOf('contacts'),
    seed: valueOf('seed'),
    latencyMs: valueOf('latency'),
    requestsPer10s: valueOf('requests'),
    searchesPerSecond: valueOf('searches'),
    indexLagMs: valueOf('index-lag'),
    clockOffsetMs: valueOf('clock-offset'),
    sendRetryAfter: given.has('retry-after'),
    tokenLifeMs: valueOf('token-life') * 1000,
    hubSpotPort: valueOf('hubspot-port'),
    nangoPort: valueOf('nango-port'),
    controlPort: valueOf('control-port'),
  };
}

/** What is wrong with them is said here, in words of our own. */
function tokensOf(args: readonly string[]) {
  const options = Object.fromEntries(Object.keys(numbers).map((name) => [name, { type: 'string' } as const]));
  return parseArgs({ args: [...args], options, strict: false, tokens: true }).tokens;
}

function wholeNumber(name: keyof typeof numbers, text: string | undefined): number {
  const { most } = numbers[name];
  const value = /^\d{1,13}$/.test(text ?? '') ? Number(text) : Infinity;
  if (value > most) throw new Error(`--${name} takes a whole number from 0 to ${most}.`);
  return value;
}
