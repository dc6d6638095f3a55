import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { startRunning, stopLeftRunning } from './running-service.js';

const program = fileURLToPath(new URL('../dist/key.js', import.meta.url));
const run = (...args: readonly string[]) => spawnSync(process.execPath, [program, ...args], { encoding: 'utf8' });

/** As somebody would copy them from the screen. */
function made(name: string): { readonly key: string; readonly entry: string } {
  const [, key = '', , entry = ''] = run(name).stdout.trimEnd().split('\n');
  return { key, entry };
}

describe('pnpm key', () => {
  after(stopLeftRunning);

  it('makes a key, and the entry by which the service knows it without having it', async () => {
    const { key, entry } = made('billing');
    expect(key).to.match(/^cg_[\w-]{43}$/);
    expect(entry).to.match(/^billing:sha256-[\da-f]{64}$/);
    const running = await startRunning({ API_KEYS: `some-key,${entry}` });
    const statusWith = async (given: string): Promise<number> =>
      (await running.get('/contacts', { headers: { 'x-api-key': given } })).status;
    expect(await statusWith(key)).to.equal(200);
    for (const wrong of [entry, entry.slice('billing:'.length), entry.slice(-64), `billing:${key}`])
      expect(await statusWith(wrong), wrong).to.equal(401);
  });

  it('makes another key each time', () => {
    expect(made('billing').key).to.not.equal(made('billing').key);
  });

  for (const args of [[], ['two', 'names'], ['a:colon'], ['.dot'], ['a,comma'], ['a space'], ['x'.repeat(65)]])
    it(`says what it takes instead of ${args.map((arg) => arg.slice(0, 10)).join(' and ') || 'nothing'}`, () => {
      const { status, stdout, stderr } = run(...args);
      expect([status, stdout]).to.deep.equal([1, '']);
      expect(stderr).to.match(/^pnpm key NAME\n/);
    });
});
