import { parseArgs } from 'node:util';
import { fuzzed } from './fuzzed.js';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10000' }, seed: { type: 'string' }, path: { type: 'string' } },
});
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
const say = (line: string): void => void process.stdout.write(`${line}\n`);

say(`seed ${seed}`);
const { statuses, failure } = await fuzzed({ runs: Number(values.runs), seed, path: values.path });
say(JSON.stringify(statuses));
if (failure === undefined) say('Every answer is as the document says.');
else {
  say(failure);
  process.exitCode = 1;
}
