import { standInUpstreams, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
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

  it('ends when it is terminated', async () => {
    const child = spawn(process.execPath, [program, '--contacts', '1']);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it('explains its options', async () => {
    const { stdout } = await run('--help');
    for (const option of ['--contacts N', '--latency MS', '--token-life S', '--retry-after', '--control-port N'])
      expect(stdout).to.contain(option);
  });

  const sentences: readonly (readonly [string[], string])[] = [
    [['--nonsense'], 'There is no option --nonsense: --help lists them.'],
    [['-x'], 'There is no option -x: --help lists them.'],
    [['nonsense'], 'There is no option in "nonsense": --help lists them.'],
    [['--contacts', 'many'], '--contacts takes a whole number from 0 to 1000000000000.'],
    [['--contacts'], '--contacts takes a whole number from 0 to 1000000000000.'],
    [['--latency', '-1'], '--latency takes a whole number from 0 to 1000000000000.'],
    [['--nango-port', '65536'], '--nango-port takes a whole number from 0 to 65535.'],
    [['--retry-after=yes'], '--retry-after takes no value.'],
  ];
  for (const [args, sentence] of sentences) {
    it(`refuses ${args.join(' ')} with a sentence`, async () => {
      expect(await run(...args)).to.include({ code: 2, stderr: `${sentence}\n`, stdout: '' });
    });
  }

  it('says what to do when a port is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await run('--control-port', String(port));
    server.close();
    expect(code).to.equal(2);
    expect(stderr).to.equal(`Port ${port} is in use: name another one, or none for a free one.\n`);
  });
});

describe('docs/sandbox.md', () => {
  const document = readFileSync(new URL('../../../docs/sandbox.md', import.meta.url), 'utf8');
  const { hubSpot, nango } = standInUpstreams();
  /** What a section has between backticks in the first or second column of its table. */
  const listed = (section: string, column: number): readonly string[] => {
    const [, text = ''] = new RegExp(`## ${section}\n([^]*?)(\n## |$)`).exec(document) ?? [];
    const cells = text.split('\n').flatMap((line) => (line.startsWith('|') ? (line.split('|')[column] ?? []) : []));
    return cells.flatMap((cell) => [...cell.matchAll(/`([\w-]+)`/g)].map(([, name = '']) => name));
  };

  it('shows the help as it is', async () => {
    expect(document).to.contain(`\`\`\`\n${(await run('--help')).stdout}\`\`\`\n`);
  });

  it('lists every command, fault and switch, and no other', async () => {
    const sandbox = await startSandbox({ contacts: 0 });
    const answer = await fetch(`${sandbox.controlUrl}/nonsense`, { method: 'POST' });
    await sandbox.close();
    const { error } = (await answer.json()) as { error: string };
    const commands = listed('Commands', 1);
    expect(error.replace(/^The commands are |\.$/g, '').split(', ')).to.have.members(commands);
    const faults = listed('Faults', 2);
    expect(faults).to.have.members([...new Set([...hubSpot.faults.names, ...nango.faults.names])]);
    const switches = listed('Switches', 2);
    expect(switches).to.have.members(Object.keys({ ...hubSpot.switches, ...nango.switches }));
  });
});
