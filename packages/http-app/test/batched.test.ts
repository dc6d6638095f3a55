import { batched } from '#app/logging/batched.js';
import { expect } from 'chai';
import { once } from 'node:events';
import { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';

describe('batched output', () => {
  const written: string[] = [];
  let output: Writable;

  beforeEach(() => {
    written.length = 0;
    const destination = new Writable({
      write: (chunk: Buffer, _encoding, done) => (written.push(String(chunk)), done()),
    });
    output = batched(destination);
  });

  it('writes the first line at once, and those of the next moment together', async () => {
    for (const line of ['1\n', '2\n', '3\n']) output.write(line);
    expect(written).to.deep.equal(['1\n']);
    await delay(60);
    expect(written).to.deep.equal(['1\n', '2\n3\n']);
  });

  it('has written everything, in order, when it ends', async () => {
    for (let line = 1; line <= 1000; line += 1) output.write(`${line}\n`);
    output.end();
    await once(output, 'finish');
    expect(written.join('')).to.equal(Array.from({ length: 1000 }, (_, index) => `${index + 1}\n`).join(''));
  });
});
