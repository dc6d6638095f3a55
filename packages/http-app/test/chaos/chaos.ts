import { setTimeout as delay } from 'node:timers/promises';
import { Contract } from '../contract.js';
import { Checker } from './checker.js';
import { convergence } from './convergence.js';
import { Editor } from './editor.js';
import { type Answer, exchanged } from './exchange.js';
import { ownFaults, runFaults, upstreamFaults } from './faults.js';
import { History } from './history.js';
import { leaksOf } from './leaks.js';
import { Load } from './load.js';
import type { Life } from './member.js';
import { DELETIONS_SECONDS, Stage } from './stage.js';
import { Tally } from './tally.js';

const REQUESTS_PER_SECOND = 80;
const EDIT_EVERY_MS = 200;
const TTL_MS = 60_000;

export interface Chaos {
  readonly tally: Tally;
  readonly edits: number;
  /** How often changes were held against both versions. */
  readonly changesChecked: number;
  readonly passes: number;
  /** Undefined when they never did. */
  readonly convergedAfterSeconds: number | undefined;
}

/** A fleet under steady load while everything that it depends on fails, and its account changes. */
export async function chaos(seconds: number, seed: number): Promise<Chaos> {
  const stage = await Stage.start(seed);
  try {
    await stage.open();
    return await turmoil(stage, seconds, seed);
  } finally {
    await stage.end();
  }
}

async function turmoil(stage: Stage, seconds: number, seed: number): Promise<Chaos> {
  const history = new History(TTL_MS + DELETIONS_SECONDS * 1000);
  const editor = new Editor(stage.sandbox, history, seed);
  await editor.begin();
  const document = await (await fetch(`${stage.members[0]!.life!.url}/openapi.json`)).json();
  const checker = new Checker(history, new Contract(document as object));
  const tally = new Tally();
  const goesOn = (): boolean => tally.seconds < seconds;
  const onFault = (name: string): void => tally.injected(name);
  watchProbes(stage, checker, tally);
  await Promise.all([
    asked(stage, new Load(seed), checker, tally, goesOn),
    edited(editor, goesOn),
    runFaults(upstreamFaults, stage, seed, goesOn, onFault),
    runFaults(ownFaults, stage, seed + 1, goesOn, onFault),
  ]);
  const convergedAfterSeconds = await convergence(stage, editor, checker);
  if (convergedAfterSeconds === undefined) tally.violated('in the end', 'the instances do not agree with the account');
  for (const leak of await leaksOf(stage)) tally.violated(leak, 'it shows what it must not');
  const logs = stage.members.flatMap(({ instances }) => instances.map(({ stdout }) => stdout)).join('');
  const passes = logs.split('"message":"pass completed"').length - 1;
  return { tally, edits: editor.edits, changesChecked: checker.changes.checked, passes, convergedAfterSeconds };
}

function watchProbes({ members }: Stage, checker: Checker, tally: Tally): void {
  for (const member of members) {
    member.onAnswer = (answer, { name }) =>
      checker.faultsOf(answer, name).forEach((what) => tally.violated(`/ready of ${name}`, what));
    member.onNoAnswer = (error, life) => unanswered(`/ready of ${life.name}`, error, life, tally);
  }
}

async function edited(editor: Editor, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    await editor.editOnce();
    await delay(EDIT_EVERY_MS);
  }
}

/** At a steady rate, whatever becomes of the requests before. */
async function asked(stage: Stage, load: Load, checker: Checker, tally: Tally, goesOn: () => boolean): Promise<void> {
  const underWay = new Set<Promise<void>>();
  for (let count = 0; goesOn(); count += 1) {
    const ready = stage.members.flatMap(({ life, isReady }) => (life && isReady ? [life] : []));
    const life = ready[count % ready.length];
    if (life) {
      const one = askedOnce(stage, load, life, checker, tally);
      underWay.add(one);
      void one.finally(() => underWay.delete(one));
    } else tally.violated('any', 'no instance is ready');
    await delay(Math.max(0, ((count + 1) / REQUESTS_PER_SECOND - tally.seconds) * 1000));
  }
  await Promise.all(underWay);
}

async function askedOnce(stage: Stage, load: Load, life: Life, checker: Checker, tally: Tally): Promise<void> {
  const question = load.next();
  const request = `${question.method} ${question.target.replace(/email=.*/, 'email=…')} of ${life.name}`;
  let answer: Answer;
  try {
    answer = await exchanged(life.url, question, stage.agent);
  } catch (error) {
    return unanswered(request, error, life, tally);
  }
  tally.answered(answer.status);
  if (question.headers['Cache-Control'] !== 'no-cache') tally.latencies.push(answer.endedAt - answer.askedAt);
  const faults = checker.faultsOf(answer, life.name);
  for (const what of faults) tally.violated(`${request} (${answer.status})`, what);
  if (faults.length === 0) load.took(answer);
}

/** With an instance that is killed its requests die; all others have to be answered. */
function unanswered(request: string, error: unknown, life: Life, tally: Tally): void {
  if (life.isKilled) tally.unanswered += 1;
  else tally.violated(request, `no answer: ${(error as { code?: string }).code ?? (error as Error).name}`);
}
