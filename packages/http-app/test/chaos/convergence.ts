import { setTimeout as delay } from 'node:timers/promises';
import type { Editor } from './editor.js';
import type { Member } from './member.js';
import { API_KEY, DELETIONS_SECONDS } from './stage.js';
import type { Traffic } from './traffic.js';

const TTL_SECONDS = 60;
/** The longest pause after failures. */
const PAUSE_SECONDS = 60;
const PASS_SECONDS = 30;
/** As docs/operating.md says, a pause after the last failure included. */
const WITHIN_MS = (DELETIONS_SECONDS + TTL_SECONDS + PAUSE_SECONDS + PASS_SECONDS) * 1000;
const HEADERS = { 'X-API-Key': API_KEY, 'Accept-Encoding': 'identity' };
const QUESTION = { method: 'GET', target: '/contacts', headers: HEADERS } as const;

/** Resolves with the seconds until all instances serve exactly what the account has, as one version; undefined when they do not in time. */
export async function convergence(
  members: readonly Member[],
  editor: Editor,
  traffic: Traffic,
): Promise<number | undefined> {
  const startedAt = performance.now();
  const truth = `[${[...(await editor.truth()).values()].join()}]`;
  const truthfulVersion = async ({ life }: Member): Promise<string | null | undefined> => {
    const found = life && (await traffic.read(life, QUESTION));
    return found?.answer.body.toString() === truth ? found.answer.headers.get('x-contacts-version') : undefined;
  };
  while (performance.now() - startedAt < WITHIN_MS) {
    const versions = new Set(await Promise.all(members.map(truthfulVersion)));
    if (versions.size === 1 && !versions.has(undefined)) return (performance.now() - startedAt) / 1000;
    await delay(500);
  }
  return undefined;
}
