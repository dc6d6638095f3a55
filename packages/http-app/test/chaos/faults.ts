import { setTimeout as delay } from 'node:timers/promises';
import type { Stage } from './stage.js';

/** Something that goes wrong for so many milliseconds. Answers whether it could. */
export type Fault = (stage: Stage, ms: number) => Promise<boolean>;

const MANY = 1_000_000;

const upstream =
  (name: 'hubSpot' | 'nango', fault: string | object): Fault =>
  async ({ sandbox }, ms) => {
    await sandbox.command('fault', { upstream: name, fault, times: MANY });
    await delay(ms);
    await sandbox.command('clear-faults');
    return true;
  };

/** It is asked when there is no token any more. */
const nango =
  (fault: string | object): Fault =>
  async (stage, ms) => {
    await stage.sandbox.command('expire-tokens');
    return upstream('nango', fault)(stage, ms);
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
  'Nango slow': nango({ kind: 'slow', ms: 1500 }),
  'Nango 500': nango('server-error'),
  'Nango resets': nango('reset'),
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
