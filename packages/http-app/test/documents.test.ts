import { parseConfig } from '#app/config/config.js';
import { variables } from '#app/config/variables.js';
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

describe('the documents', () => {
  it('.env.example holds every variable with its default, and no other', () => {
    const lines = read('.env.example')
      .split('\n')
      .filter((line) => /^[A-Z]/.test(line));
    const given = Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
    );
    expect(Object.keys(given)).to.have.members(Object.keys(variables.shape));
    expect(parseConfig(given, () => '')).to.deep.equal(parseConfig({}, () => ''));
  });

  it('docs/errors.md lists every code that the app can answer, and no other', () => {
    const listed = [...read('docs/errors.md').matchAll(/^\|\s*\d{3}\s*\|\s*`(\w+)`/gm)].map(([, code]) => code);
    const problems = fileURLToPath(new URL('packages/http-app/src/problems/', root));
    const source = readdirSync(problems)
      .map((file) => readFileSync(problems + file, 'utf8'))
      .join('');
    const answered = [...source.matchAll(/code: '(\w+)'|Problem\(\d{3}, '(\w+)'/g)].map(
      ([, row, problem]) => row ?? problem,
    );
    expect(listed).to.have.members([...new Set(answered)]);
  });

  it('README.md shows how an adapter is tested, and it runs as it stands', () => {
    const [, example = ''] = /## Write an adapter\n[^]*?```js\n([^]*?)```/.exec(read('README.md')) ?? [];
    const file = fileURLToPath(new URL('write-an-adapter.mjs', import.meta.url));
    writeFileSync(file, example);
    const { stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], { encoding: 'utf8' });
    rmSync(file);
    expect(stdout).to.include('MemoryCache honours CachePort').and.include('# fail 0').and.include('# skipped 0');
    expect(stdout).to.match(/# pass [1-9]\d/);
  });

  it('docs/adapters.md shows the worked adapter as it is, and the versions that this repository uses', () => {
    const document = read('docs/adapters.md');
    const shown = new Map(
      [...document.matchAll(/^```\w+ (\S+)\n([^]*?)^```$/gm)].map(([, name, text]) => [name, text]),
    );
    const files = readdirSync(new URL('examples/csv-contacts/', root)).filter((file) => !file.endsWith('.test.ts'));
    for (const file of files) expect(shown.get(file), file).to.equal(read(`examples/csv-contacts/${file}`));
    const { devDependencies } = JSON.parse(read('package.json')) as { devDependencies: Record<string, string> };
    const { dependencies } = JSON.parse(read('examples/package.json')) as { dependencies: Record<string, string> };
    for (const [name, versions] of Object.entries({
      typescript: devDependencies,
      '@types/node': devDependencies,
      'csv-parse': dependencies,
    }))
      expect(document).to.include(` ${name}@${versions[name]}`);
  });

  it('the README of the adapters lists every subpath, and no other', () => {
    const listed = [...read('packages/adapters/README.md').matchAll(/^\|\s*`(\.\/\w+)`/gm)].map(
      ([, subpath]) => subpath,
    );
    const { exports } = JSON.parse(read('packages/adapters/package.json')) as { exports: object };
    expect(listed).to.have.members(Object.keys(exports));
  });
});
