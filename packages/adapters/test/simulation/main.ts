import { parseArgs } from 'node:util';
import { searched, type Tally } from './search.js';

const TELL_EVERY_MS = 5000;
const SHRINK_MS = 60_000;

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '1000' }, seed: { type: 'string' }, path: { type: 'string' } },
});
const runs = Number(values.runs);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const startedAt = performance.now();
let toldAt = startedAt;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (): string => `${((performance.now() - startedAt) / 1000).toFixed(0)} s`;

function onRun({ histories, requests }: Tally): void {
  if (performance.now() - toldAt < TELL_EVERY_MS) return;
  toldAt = performance.now();
  say(`${histories} histories, ${requests} requests, ${seconds()}`);
}

say(`seed ${seed}`);
const { failure, ...tally } = await searched({ runs, seed, path: values.path, shrinkMs: SHRINK_MS, onRun });
say(
  `${tally.histories} histories in ${seconds()}: ${tally.versions} versions, changes since one of them ${tally.deltas} times (${tally.unknownVersions} times not known any more), ${tally.requests} requests`,
);
if (failure) {
  const { turmoil, calm, ...beginning } = failure.history;
  say(JSON.stringify(beginning));
  for (const step of turmoil) say(JSON.stringify(step));
  say('calm');
  for (const step of calm) say(JSON.stringify(step));
  for (const violation of failure.violations) say(violation);
  say(`\nAgain: npx --yes pnpm@12.21.0 simulate --seed ${seed} --path ${failure.path}`);
  process.exitCode = 1;
} else {
  say('No contact was lost, doubled, wrongly revived or late.');
}
