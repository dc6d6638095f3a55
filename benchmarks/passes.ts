import { setTimeout as delay } from 'node:timers/promises';
import { startGateway } from './gateway.js';
import { say } from './say.js';

const CONTACTS = 10_000;
const SECONDS = 20;

/** What it costs to keep the copy fresh: CPU time while a pass follows each second, and nobody asks. */
export async function passes(): Promise<void> {
  const { server, close } = await startGateway(CONTACTS, { CACHE_TTL_SECONDS: '0' });
  const ready = async (): Promise<string> => await (await fetch(`${server.url}/ready`)).text();
  await ready();
  const before = await server.usage();
  await delay(SECONDS * 1000);
  const after = await server.usage();
  const part = ((after.cpuUs - before.cpuUs) / 1e6 / SECONDS) * 100;
  say(`passes, ${CONTACTS} contacts, one begun each second: ${part.toFixed(0)} % of a core`);
  await close();
}
