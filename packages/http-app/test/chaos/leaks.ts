import { TRACES } from '../running-service.js';
import { exchanged } from './exchange.js';
import { API_KEY, type Stage } from './stage.js';

/** What there is to see for others than callers, by where it is. */
type Seen = readonly (readonly [where: string, text: string])[];

/** All that the instances have logged and counted, and the names in Redis. */
export async function shownBy({ members, redis, agent }: Stage): Promise<Seen> {
  const logs = members.flatMap(({ instances }) =>
    instances.map(({ stdout, stderr }) => ['a log', stdout + stderr] as const),
  );
  const question = { method: 'GET', target: '/metrics', headers: { 'X-API-Key': API_KEY } } as const;
  const metrics = await Promise.all(
    members.map(async ({ life }) => ['/metrics', String((await exchanged(life!.url, question, agent)).body)] as const),
  );
  return [...logs, ...metrics, ['Redis', await redis.cli('--scan')]];
}

/** Where a token, a key, an address or a name of a contact shows, or nothing at all, which would prove nothing. */
export const leaksIn = (seen: Seen): string[] =>
  seen.filter(([, text]) => text === '' || TRACES.test(text) || text.includes(API_KEY)).map(([where]) => where);
