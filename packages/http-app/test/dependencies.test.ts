import { expect } from 'chai';
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';

const root = new URL('../../../', import.meta.url);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** Names of packages, with what is asked for or chosen. */
type Names = Readonly<Record<string, string>>;

interface Manifest {
  readonly license: string;
  readonly dependencies?: Names;
  readonly peerDependencies?: Names;
}

type Locked = Readonly<Record<string, { readonly version: string }>>;

interface Lockfile {
  readonly importers: Readonly<Record<string, { readonly dependencies?: Locked; readonly devDependencies?: Locked }>>;
  /** By name and version. */
  readonly packages: Readonly<Record<string, { readonly peerDependencies?: Names }>>;
  /** By name, version and the peers that were chosen: what it asks for, these included. */
  readonly snapshots: Readonly<
    Record<string, { readonly dependencies?: Names; readonly optionalDependencies?: Names }>
  >;
}

const lockfile = parse(read('pnpm-lock.yaml')) as Lockfile;

const manifest = (folder: string): Manifest => JSON.parse(read(`${folder}/package.json`)) as Manifest;

/** A package in the lockfile, and all that it brings; its peers are brought by others. */
function closure(name: string, version: string, found = new Set<string>()): ReadonlySet<string> {
  const key = `${name}@${version}`;
  if (found.has(key)) return found;
  found.add(key);
  const { dependencies, optionalDependencies } = lockfile.snapshots[key] ?? expect.fail(`${key} is not locked`);
  const { peerDependencies = {} } = lockfile.packages[key.replace(/\(.*/, '')] ?? {};
  for (const [each, its] of Object.entries({ ...dependencies, ...optionalDependencies }))
    if (!(each in peerDependencies)) closure(each, its, found);
  return found;
}

/** Of a package of the workspace: each foreign dependency, with what the table should say of it. */
function rowsOf(folder: string): readonly string[] {
  const { dependencies, peerDependencies } = manifest(folder);
  const names = Object.keys({ ...dependencies, ...peerDependencies }).filter(
    (each) => !each.startsWith('@contacts-gateway/'),
  );
  return names.map((name) => {
    const { dependencies: locked, devDependencies: lockedForTests } = lockfile.importers[folder]!;
    const { version } = { ...lockedForTests, ...locked }[name]!;
    const { license } = manifest(`${folder}/node_modules/${name}`);
    return `${name} | ${folder.replace('packages/', '')} | ${license} | ${closure(name, version).size - 1}`;
  });
}

describe('docs/dependencies.md', () => {
  it('lists every runtime dependency of every package, with its licence and how many packages it brings', () => {
    const folders = [...readdirSync(new URL('packages/', root)).map((each) => `packages/${each}`), 'examples'];
    const listed = [...read('docs/dependencies.md').matchAll(/^\|\s*`([^`]+)`\s*\|(.*)\|$/gm)].map(
      ([, name, rest = '']) => {
        const [of, purpose, licence, brings] = rest.split('|').map((cell) => cell.trim());
        expect(purpose, name).to.match(/\w{3}/);
        return `${name} | ${of} | ${licence} | ${brings}`;
      },
    );
    expect(listed).to.have.members(folders.flatMap(rowsOf));
  });
});
