import type { Sources } from './rule.js';
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const packages = ['domain', 'adapters', 'http-app'].map((name) => `packages/${name}`);

const configurations = [
  '.oxlintrc.json',
  'tsconfig.base.json',
  'packages/adapters/sandbox/tsconfig.json',
  ...packages.flatMap((at) => [`${at}/package.json`, `${at}/tsconfig.json`]),
];

/** What the tools say about each file, by its path with forward slashes. */
export type Findings = ReadonlyMap<string, readonly string[]>;

/** The checkout's configuration around other sources, outside the checkout: a test that is killed leaves nothing in it. */
export class PlantedTree {
  #at = '';
  readonly #sources = new Map<string, string>();
  #planted = 0;

  /** Where each source went: a folder takes one file per source, a file takes one source per line. */
  plant(sources: Sources): readonly { readonly source: string; readonly file: string }[] {
    return Object.entries(sources).flatMap(([where, each]) =>
      each.map((source) => {
        const file = /\.c?[jt]s$/.test(where) ? where : `${where}/planted-${++this.#planted}.ts`;
        this.#sources.set(file, `${this.#sources.get(file) ?? ''}${source}\n`);
        return { source, file };
      }),
    );
  }

  write(): void {
    this.#at = realpathSync(mkdtempSync(join(tmpdir(), 'direction-')));
    for (const file of configurations) cpSync(join(root, file), join(this.#at, file));
    for (const [file, source] of this.#sources) {
      mkdirSync(dirname(join(this.#at, file)), { recursive: true });
      writeFileSync(join(this.#at, file), source);
    }
  }

  /** As `pnpm check` lints, but for the rules that need types: no direction is among them. */
  lint(): Findings {
    const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: { check: string } };
    const [, options = ''] = /oxlint ([^&]*)/.exec(scripts.check) ?? [];
    const untyped = options.split(' ').filter((option) => option !== '' && option !== '--type-aware');
    const printed = this.#run('oxlint/bin/oxlint', [...untyped, '--format', 'json']);
    const { diagnostics } = JSON.parse(printed) as {
      diagnostics: readonly { filename: string; message: string; help?: string }[];
    };
    return grouped(diagnostics.map(({ filename, message, help }) => [filename, `${message} ${help ?? ''}`]));
  }

  /** As `pnpm check` compiles, one package after the other, each with the dependencies that are installed for it. */
  compile(): Findings {
    // Junctions need no privilege on Windows; elsewhere they are symbolic links.
    for (const at of ['', ...packages])
      symlinkSync(join(root, at, 'node_modules'), join(this.#at, at, 'node_modules'), 'junction');
    const printed = packages.map((at) => this.#run('typescript/bin/tsc', ['-p', at, '--noEmit', '--pretty', 'false']));
    const errors = printed.flatMap((text) => [...text.matchAll(/^(\S+\.ts)\(\d+,\d+\): error (.*)$/gm)]);
    return grouped(errors.map(([, file = '', message = '']) => [file, message]));
  }

  remove(): void {
    rmSync(this.#at, { recursive: true, force: true });
  }

  #run(tool: string, options: readonly string[]): string {
    const command = [join(root, 'node_modules', tool), ...options];
    return spawnSync(process.execPath, command, { cwd: this.#at, encoding: 'utf8', maxBuffer: 2 ** 26 }).stdout;
  }
}

function grouped(findings: readonly (readonly [file: string, text: string])[]): Findings {
  const byFile = new Map<string, string[]>();
  for (const [file, text] of findings) {
    const path = file.split(sep).join('/');
    byFile.set(path, [...(byFile.get(path) ?? []), text]);
  }
  return byFile;
}
