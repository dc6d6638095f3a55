import { API_KEY, startGateway } from './gateway.js';
import { MeasuredProcess } from './measured-process.js';
import { compare, type Effort, type Ratios } from './rounds.js';
import { type Scenario } from './scenarios.js';
import { say } from './say.js';

/** Compares and prints. @returns the bars that were missed by more than the part that is allowed for. */
export async function serving(
  { title, contacts, headers, status, beside }: Scenario,
  effort: Effort,
  leniency: number,
): Promise<string[]> {
  const asked = { 'X-API-Key': API_KEY, ...headers };
  const gateway = await startGateway(contacts);
  const missed: string[] = [];
  for (const { name, bar } of beside) {
    const model = [name, `${gateway.server.url}/contacts`, JSON.stringify({ ...asked, 'If-None-Match': '' })];
    const other = await MeasuredProcess.start(import.meta.resolve('./contender.js'), model);
    const misses = ({ requests, cpu }: Ratios): boolean => bar !== undefined && (requests ?? cpu) < bar * leniency;
    let ratios = await compare(gateway.server, other, { headers: asked, status }, effort);
    for (let left = effort.tries - 1; left > 0 && misses(ratios); left -= 1)
      ratios = await compare(gateway.server, other, { headers: asked, status }, effort);
    await other.stop();
    const { requests, cpu, validRounds } = ratios;
    const line = `${title}, ${contacts} contacts, beside ${name}`;
    const told = requests === undefined ? 'void' : requests.toFixed(2);
    const wanted = bar === undefined ? '' : `, bar ${bar}`;
    say(`${line}: requests ${told} (${validRounds} valid rounds), CPU time ${cpu.toFixed(2)}${wanted}`);
    if (misses(ratios)) missed.push(line);
  }
  await gateway.close();
  return missed;
}
