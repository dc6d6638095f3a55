import { parseArgs } from 'node:util';

const MOST_INSTANCES = 10;
const FIRST_PORT = '8000';

const USAGE = `pnpm demo [--instances N] [--redis URL]
  --instances N  how many gateways, from 1 to ${MOST_INSTANCES}, at PORT (${FIRST_PORT} unless set) and the ports after it
  --redis URL    the Redis on which they share one copy; without it each has its own
`;

export interface DemoOptions {
  /** One for each instance. */
  readonly ports: readonly string[];
  readonly redis: string | undefined;
}

/** A text, which says what is expected, when the arguments are not it. */
export function demoOptions(args: readonly string[], port = FIRST_PORT): DemoOptions | string {
  try {
    const options = { instances: { type: 'string' }, redis: { type: 'string' } } as const;
    const { instances = '1', redis } = parseArgs({ args: [...args], options }).values;
    const count = /^\d{1,2}$/.test(instances) ? Number(instances) : 0;
    if (count >= 1 && count <= MOST_INSTANCES) return { ports: portsFrom(port, count), redis };
  } catch {
    // Unknown options: what is expected is said below.
  }
  return USAGE;
}

/** 0 lets the system choose each; a port that is none is left to the configuration, which says so. */
const portsFrom = (port: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) =>
    index === 0 || !/^[1-9]\d{0,4}$/.test(port) ? port : String(Number(port) + index),
  );
