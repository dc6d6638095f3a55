import { memory } from './memory.js';
import { passes } from './passes.js';
import { say } from './say.js';
import { scenarios } from './scenarios.js';
import { serving } from './serving.js';

const isShort = process.argv.includes('--short');
// Other work on the machine disturbs some of the time; who is slow is so each time. What is a gate alone tries again.
const effort = isShort ? { rounds: 3, seconds: 1, tries: 3 } : { rounds: 5, seconds: 3, tries: 1 };
/** Bars are those of a quiet machine. */
const leniency = isShort ? 0.8 : 1;

say(`Node ${process.version}. Ratios of the service, with key check and access log, to others that have neither.`);
const missed: string[] = [];
for (const scenario of scenarios) {
  const beside = isShort ? scenario.beside.filter(({ bar }) => bar !== undefined) : scenario.beside;
  missed.push(...(await serving({ ...scenario, beside }, effort, leniency)));
}
if (!isShort) {
  await passes();
  await memory();
}
say(`
They are no evidence of requests per second anywhere: client and server share this machine, its loopback and its caches, there
is no TLS, no network and no proxy, one list is asked for by one kind of client, and other work on the machine disturbs both sides.`);
for (const line of missed) say(`MISSED: ${line}`);
if (missed.length > 0) process.exitCode = 1;
