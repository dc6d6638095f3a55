import { expect } from 'chai';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const program = fileURLToPath(new URL('../dist-sandbox/main.js', import.meta.url));
const run = (...args: string[]): Promise<{ stdout: string; stderr: string; code?: number }> =>
  promisify(execFile)(process.execPath, [program, ...args]).catch(
    (error: { stdout: string; stderr: string; code: number }) => error,
  );

describe('the sandbox from the command line', () => {
  it('prints where it takes commands and the variables that point a gateway at it, and ends when it is interrupted', async () => {
    const child = spawn(process.execPath, [program, '--contacts', '100000', '--latency', '150']);
    let printed = '';
    for await (const chunk of child.stdout) {
      printed += String(chunk);
      if (printed.includes('HUBSPOT_BASE_URL=')) break;
    }
    const control = /^# control: (.+)$/m.exec(printed)?.[1];
    const state = await fetch(`${control}/state`, { method: 'POST' });
    expect(await state.json()).to.include({ contacts: 100_000 });
    child.kill('SIGINT');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
    const names = printed
      .trim()
      .split('\n')
      .map((line) => line.split('=')[0]);
    expect(names).to.include.members(['USE_MOCK_TOKEN', 'NANGO_BASE_URL', 'NANGO_SECRET_KEY', 'HUBSPOT_BASE_URL']);
  });

  it('explains its options', async () => {
    const { stdout } = await run('--help');
    for (const option of ['--contacts', '--latency', '--seed', '--requests', '--index-lag', '--control-port'])
      expect(stdout).to.contain(option);
  });

  for (const args of [['--contacts', 'many'], ['--nonsense'], ['--latency', '-1']]) {
    it(`refuses ${args.join(' ')} with a sentence`, async () => {
      const { code, stderr } = await run(...args);
      expect(code).to.equal(2);
      expect(stderr)
        .to.contain(args[0])
        .and.not.match(/^\s+at /m);
    });
  }
});
