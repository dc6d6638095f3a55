// A package holds its sources, what is compiled from them, its manifest, README and licence, and nothing else.
// Usage: packed-files.mjs PACKAGE UNPACKED (both folders)
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

const [, , at, unpacked] = process.argv;
const filesIn = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
const json = (path) => JSON.parse(readFileSync(path, 'utf8'));

const projects = filesIn(at)
  .filter((path) => /^(?!test\/|node_modules\/|.*\/node_modules\/)(.*\/)?tsconfig\.json$/.test(path))
  .map((path) => ({ folder: dirname(path), ...json(join(at, path)).compilerOptions }))
  .map(({ folder, rootDir, outDir }) => ({ from: join(folder, rootDir), to: join(folder, outDir) }));
const packed = projects.flatMap(({ from, to }) =>
  filesIn(join(at, from))
    .filter((path) => path !== 'tsconfig.json')
    .flatMap((path) => {
      const compiled = path.endsWith('.d.ts') ? path : path.replace(/\.ts$/, '');
      const extensions = compiled === path || !path.endsWith('.ts') ? [] : ['.js', '.js.map', '.d.ts', '.d.ts.map'];
      return [join(from, path), ...extensions.map((extension) => join(to, compiled + extension))];
    }),
);
assert.deepEqual(new Set(filesIn(unpacked)), new Set(['LICENSE', 'README.md', 'package.json', ...packed]));

for (const map of filesIn(unpacked).filter((path) => path.endsWith('.map')))
  for (const source of json(join(unpacked, map)).sources)
    assert.ok(packed.includes(join(dirname(map), source)), `${map} names ${source}, which is not in the package`);

// Debuggers go from what is compiled to its source, editors from a declaration: each names its map.
for (const path of filesIn(unpacked).filter(
  (each) => /^dist.*\.(js|d\.ts)$/.test(each) && packed.includes(`${each}.map`),
))
  assert.ok(
    readFileSync(join(unpacked, path), 'utf8')
      .trimEnd()
      .endsWith(`//# sourceMappingURL=${basename(path)}.map`),
    `${path} does not name its map`,
  );

const { version, dependencies, exports } = json(join(unpacked, 'package.json'));
for (const [name, range] of Object.entries(dependencies))
  assert.match(range, /^\d+\.\d+\.\d+$/, `${name} is asked for as ${range}`);
for (const [subpath, conditions] of Object.entries(exports))
  assert.deepEqual(Object.keys(conditions), ['types', 'default'], `${subpath} is not exported with types`);
process.stdout.write(`${at} ${version}: ${packed.length + 3} files, ${Object.keys(exports).length} subpaths\n`);
