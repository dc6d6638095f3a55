import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import type { Stage } from './stage.js';

/** Something that goes wrong for so many milliseconds. Answers whether it could. */
type Fault = (stage: Stage, ms: number) => Promise<boolean>;

const MANY = 1_000_000;

const upstream =
  (name: 'hubSpot' | 'nango', fault: string | object): Fault =>
  async ({ sandbox }, ms) => {
    await sandbox.command('fault', { upstream: name, fault, times: MANY });
    await delay(ms);
    await sandbox.command('clear-faults');
    return true;
  };

/** Of HubSpot and Nango; what stops all calls for an hour is not among them. */
export const upstreamFaults: Readonly<Record<string, Fault>> = {
  'HubSpot slow': upstream('hubSpot', { kind: 'slow', ms: 1500 }),
  'HubSpot resets': upstream('hubSpot', 'reset'),
  'HubSpot 503': upstream('hubSpot', 'unavailable'),
  'HubSpot 500': upstream('hubSpot', 'internal-error'),
  'HubSpot cuts JSON': upstream('hubSpot', 'truncated-json'),
  'HubSpot breaks off': upstream('hubSpot', 'break-off'),
  'HubSpot HTML': upstream('hubSpot', 'html-200'),
  'HubSpot 429': upstream('hubSpot', 'ten-secondly-limit-retry-after'),
  'HubSpot hangs': upstream('hubSpot', 'hang'),
  'HubSpot refuses': upstream('hubSpot', 'token-unknown'),
  'tokens expire': async ({ sandbox }) => {
    await sandbox.command('expire-tokens');
    return true;
  },
  'Nango slow': async (stage, ms) => {
    await stage.sandbox.command('expire-tokens');
    return upstream('nango', { kind: 'slow', ms: 1500 })(stage, ms);
  },
  'Nango 500': async (stage, ms) => {
    await stage.sandbox.command('expire-tokens');
    return upstream('nango', 'server-error')(stage, ms);
  },
  'Nango resets': async (stage, ms) => {
    await stage.sandbox.command('expire-tokens');
    return upstream('nango', 'reset')(stage, ms);
  },
};

const REDIS_AWAY_MS = 2000;

/** A load balancer needs somebody: nobody is ended while another is not ready. */
const ending =
  (signal: 'SIGKILL' | 'SIGTERM'): Fault =>
  async ({ members }, ms) => {
    if (!members.every(({ isReady }) => isReady)) return false;
    const member = members[ms % members.length]!;
    await member.end(signal);
    await delay(ms / 4);
    await member.start();
    return true;
  };

/** Of Redis and the instances. */
export const ownFaults: Readonly<Record<string, Fault>> = {
  'Redis stands still': async ({ redis }, ms) => {
    redis.pause();
    await delay(ms);
    redis.resume();
    return true;
  },
  'Redis slow': async ({ redis }, ms) => {
    for (let left = ms; left > 0; left -= 400) {
      await redis.cli('CLIENT', 'PAUSE', '300', 'ALL');
      await delay(400);
    }
    return true;
  },
  'Redis resets': async ({ redis }) => {
    await redis.cli('CLIENT', 'KILL', 'TYPE', 'normal');
    return true;
  },
  'Redis killed': async ({ redis }, ms) => {
    await redis.kill();
    await delay(REDIS_AWAY_MS + ms / 2);
    await redis.restart();
    return true;
  },
  'instance SIGKILL': ending('SIGKILL'),
  'instance SIGTERM': ending('SIGTERM'),
};

const ROUNDS = 50;

/** All faults again and again, each round in another order, until it is told to end; at the end all are over. */
export async function runFaults(
  faults: Readonly<Record<string, Fault>>,
  stage: Stage,
  seed: number,
  goesOn: () => boolean,
  onFault: (name: string) => void,
): Promise<void> {
  const names = Object.keys(faults);
  const round = fc.shuffledSubarray(names, { minLength: names.length });
  const script = fc.sample(
    fc.tuple(round, fc.array(fc.noBias(fc.integer({ min: 1500, max: 5000 })), { minLength: names.length })),
    {
      seed,
      numRuns: ROUNDS,
    },
  );
  for (const [order, lengths] of script)
    for (const [index, name] of order.entries()) {
      if (!goesOn()) return;
      if (await faults[name]!(stage, lengths[index]!)) onFault(name);
      await delay(lengths[index]);
    }
}
