import { TRACES } from '../running-service.js';
import { exchanged } from './exchange.js';
import { API_KEY, type Stage } from './stage.js';

/** Where a token, a key, an address or a name of a contact shows: in what was logged or is counted, or in a name in Redis. */
export async function leaksOf({ members, redis, agent }: Stage): Promise<string[]> {
  const shown = members.flatMap(({ instances }) => instances.map(({ stdout, stderr }) => ['a log', stdout + stderr] as const));
  const question = { method: 'GET', target: '/metrics', headers: { 'X-API-Key': API_KEY } } as const;
  const metrics = await Promise.all(
    members.map(async ({ life }) => ['/metrics', String((await exchanged(life!.url, question, agent)).body)] as const),
  );
  const keys = ['Redis', await redis.cli('--scan')] as const;
  return [...shown, ...metrics, keys].filter(([, text]) => TRACES.test(text) || text.includes(API_KEY)).map(([where]) => where);
}
