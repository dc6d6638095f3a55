import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { adapterRules } from './direction/adapter-rules.js';
import { appRules } from './direction/app-rules.js';
import { compilerRules } from './direction/compiler-rules.js';
import { domainRules } from './direction/domain-rules.js';
import { generalRules } from './direction/general-rules.js';
import { type Findings, PlantedTree } from './direction/planted-tree.js';
import type { Rule } from './direction/rule.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));

const onOneLine = (source: string): string => source.replaceAll('\n', ' ');

/** What is refused and what is allowed stand in trees of their own, so that both can plant service.ts. */
function holds(rules: readonly Rule[], read: (tree: PlantedTree) => Findings): void {
  const refusing = new PlantedTree();
  const allowing = new PlantedTree();
  const refused = new Map<string, readonly string[]>();
  const allowed = new Map<string, readonly string[]>();

  before(function () {
    this.timeout(60_000);
    for (const [tree, findings] of [
      [refusing, refused],
      [allowing, allowed],
    ] as const) {
      tree.write();
      for (const [file, texts] of read(tree)) findings.set(file, texts);
    }
  });
  after(() => {
    refusing.remove();
    allowing.remove();
  });

  for (const { rule, message, ...sources } of rules)
    describe(rule, () => {
      for (const { source, file } of refusing.plant(sources.refused))
        it(`refuses ${onOneLine(source)} as ${file}`, () =>
          expect((refused.get(file) ?? []).join('\n')).to.include(message));
      for (const { source, file } of allowing.plant(sources.allowed))
        it(`allows ${onOneLine(source)} as ${file}`, () => expect(allowed.get(file) ?? []).to.deep.equal([]));
    });
}

describe('the lint holds the direction of dependencies:', () => {
  const rules = [...domainRules, ...adapterRules, ...appRules, ...generalRules];
  holds(rules, (tree) => tree.lint());

  it('each rule with a message of its own is planted here', () => {
    const configured = readFileSync(join(root, '.oxlintrc.json'), 'utf8').matchAll(/"message": "(.*)"/g);
    expect(rules.map(({ message }) => message)).to.include.members([...configured].map(([, message]) => message));
  });
});

describe('the compiler holds what a package may know:', () => holds(compilerRules, (tree) => tree.compile()));

describe('no module escapes the gates', () => {
  const escapes = /\b(?:ox|es)lint-(?:disable)|\bimport\((?!['")])/;
  const sources = readdirSync(join(root, 'packages'), { recursive: true, encoding: 'utf8' }).filter((path) =>
    /^[^/\\]+[/\\](?!dist|node_modules).*\.ts$/.test(path),
  );

  it('by a comment that switches the lint off, or by an import that the lint cannot read', () => {
    expect(sources.map((path) => path.replaceAll('\\', '/'))).to.include('http-app/test/direction.test.ts');
    expect(sources.filter((path) => escapes.test(readFileSync(join(root, 'packages', path), 'utf8')))).to.be.empty;
  });

  // Spelt in two parts, because this file is searched as well.
  for (const parts of [
    ["import 'axios'; // oxlint-", 'disable-line'],
    ['/* eslint-', 'disable */'],
    ['import', '(`axios`)'],
    ['import', '(name)'],
  ])
    it(`as it would by ${parts.join('')}`, () => expect(parts.join('')).to.match(escapes));
});
