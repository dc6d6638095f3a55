import { setTimeout as delay } from 'node:timers/promises';
import type { Checker } from './checker.js';
import type { Editor } from './editor.js';
import { exchanged } from './exchange.js';
import { API_KEY, DELETIONS_SECONDS, type Stage } from './stage.js';

const TTL_SECONDS = 60;
/** The longest pause after failures. */
const PAUSE_SECONDS = 60;
const PASS_SECONDS = 30;
/** As docs/operating.md says, a pause after the last failure included. */
const WITHIN_MS = (DELETIONS_SECONDS + TTL_SECONDS + PAUSE_SECONDS + PASS_SECONDS) * 1000;
const QUESTION = { method: 'GET', target: '/contacts', headers: { 'X-API-Key': API_KEY } } as const;

/** Resolves with the seconds until all instances serve exactly what the account has, as one version; undefined when they do not in time. */
export async function convergence(stage: Stage, editor: Editor, checker: Checker): Promise<number | undefined> {
  const startedAt = performance.now();
  const truth = `[${[...(await editor.truth()).values()].join()}]`;
  const isRight = async ({ life }: Stage['members'][number]): Promise<string | undefined> => {
    if (!life) return undefined;
    const answer = await exchanged(life.url, QUESTION, stage.agent);
    const isTruth = checker.faultsOf(answer, life.name).length === 0 && answer.body.toString() === truth;
    return isTruth ? answer.headers.get('x-contacts-version')! : undefined;
  };
  while (performance.now() - startedAt < WITHIN_MS) {
    const versions = new Set(await Promise.all(stage.members.map(isRight)));
    if (versions.size === 1 && !versions.has(undefined)) return (performance.now() - startedAt) / 1000;
    await delay(500);
  }
  return undefined;
}
