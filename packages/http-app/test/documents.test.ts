import { parseConfig } from '#app/config/config.js';
import { variables } from '#app/config/variables.js';
import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
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
});
