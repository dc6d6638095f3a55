import { parseArgs } from 'node:util';
import { chaos } from './chaos.js';

/** Of all answers, so many are neither 200 nor 304. */
const OTHER_SHARE = 0.001;
/** In a short run that is no number to go by. */
const FEW = 5;

const { values } = parseArgs({ options: { seconds: { type: 'string', default: '120' }, seed: { type: 'string' } } });
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const counted = (counts: Readonly<Record<string, number>>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

say(`seed ${seed}`);
const { tally, edits, changesChecked, passes, convergedAfterSeconds } = await chaos(Number(values.seconds), seed);
const percent = ((1 - tally.others / tally.answers) * 100).toFixed(3);
const [p50, p99, max] = [tally.latency(0.5), tally.latency(0.99), tally.latency(1)].map((ms) => ms.toFixed(1));
say(`answers      ${tally.answers}: ${counted(tally.statuses)}; ${percent} % 200 or 304`);
say(`latency      p50 ${p50} ms, p99 ${p99} ms, max ${max} ms`);
say(`died         ${tally.unanswered} with an instance that was killed`);
say(`faults       ${counted(tally.faults)}`);
say(
  `edits        ${edits}; passes ${passes.completed}, failed ${passes.failed}; changes checked ${changesChecked} times`,
);
say(`converged    ${convergedAfterSeconds === undefined ? 'never' : `after ${convergedAfterSeconds.toFixed(1)} s`}`);
if (tally.others > Math.max(FEW, OTHER_SHARE * tally.answers))
  tally.violated('all', `only ${percent} % are 200 or 304`);
for (const violation of tally.violations) say(violation);
if (tally.violationCount > 0) {
  say(
    `${tally.violationCount} violations. Again: npx --yes pnpm@12.21.0 chaos --seconds ${values.seconds} --seed ${seed}`,
  );
  process.exitCode = 1;
} else say('Every answer was right.');
