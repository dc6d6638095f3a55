// Follows a document word by word, in the current folder: writes the files that it shows, runs its commands, and looks for what
// it says that they print. A block of code says on its first line what it is: a file (```ts name.ts), commands (```sh, or
// ```sh fails), or what the commands before it print (```text), line by line.
// Usage: follow.mjs DOCUMENT
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const blocks = [...readFileSync(process.argv[2], 'utf8').matchAll(/^```(\w+) ?(.*)\n([^]*?)^```$/gm)];
const counts = { files: 0, commands: 0, lines: 0 };
let printed = '';
for (const [, language, rest, text] of blocks)
  if (language === 'sh') {
    const run = spawnSync('bash', ['-euo', 'pipefail', '-c', text], { encoding: 'utf8' });
    const { status } = run;
    // In CI a test runner colours what it prints, though nobody sees it.
    printed = stripVTControlCharacters(run.stdout + run.stderr);
    assert.equal(status !== 0, rest === 'fails', `${text}ends with ${status}:\n${printed}`);
    counts.commands += 1;
  } else if (language === 'text') {
    for (const line of text.trim().split('\n')) {
      assert.ok(printed.includes(line), `nothing prints "${line}":\n${printed}`);
      counts.lines += 1;
    }
  } else {
    assert.ok(rest, `a block of ${language} has no file name`);
    writeFileSync(rest, text);
    counts.files += 1;
  }
assert.ok(counts.commands > 0 && counts.lines > 0, 'the document shows no commands, or nothing that they print');
process.stdout.write(
  `followed: ${counts.files} files, ${counts.commands} blocks of commands, ${counts.lines} lines found\n`,
);
