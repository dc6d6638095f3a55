import { setTimeout as delay } from 'node:timers/promises';
import { Contract } from '../contract.js';
import { Checker } from './checker.js';
import { convergence } from './convergence.js';
import { Editor } from './editor.js';
import { runFaults } from './fault-script.js';
import { ownFaults, upstreamFaults } from './faults.js';
import { History } from './history.js';
import { leaksIn, shownBy } from './leaks.js';
import { Load } from './load.js';
import { DELETIONS_SECONDS, Stage } from './stage.js';
import { Tally } from './tally.js';
import { Traffic } from './traffic.js';

const EDIT_EVERY_MS = 200;
const TTL_MS = 60_000;

export interface Chaos {
  readonly tally: Tally;
  readonly edits: number;
  /** How often changes were held against both versions. */
  readonly changesChecked: number;
  readonly passes: { readonly completed: number; readonly failed: number };
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
  const traffic = new Traffic(stage, new Load(seed), checker, tally);
  await Promise.all([
    traffic.flow(goesOn),
    edited(editor, goesOn),
    runFaults(upstreamFaults, stage, seed, goesOn, onFault),
    runFaults(ownFaults, stage, seed + 1, goesOn, onFault),
  ]);
  const convergedAfterSeconds = await convergence(stage.members, editor, traffic);
  if (convergedAfterSeconds === undefined) tally.violated('in the end', 'the instances do not agree with the account');
  for (const leak of leaksIn(await shownBy(stage))) tally.violated(leak, 'it shows what it must not');
  const logged = (message: string): number =>
    stage.members.flatMap(({ instances }) => instances).reduce((sum, instance) => sum + instance.logged(message), 0);
  return {
    tally,
    edits: editor.edits,
    changesChecked: checker.changes.checked,
    passes: { completed: logged('pass completed'), failed: logged('pass failed') },
    convergedAfterSeconds,
  };
}

async function edited(editor: Editor, goesOn: () => boolean): Promise<void> {
  while (goesOn()) {
    await editor.editOnce();
    await delay(EDIT_EVERY_MS);
  }
}
