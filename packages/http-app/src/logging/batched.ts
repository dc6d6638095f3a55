import { Writable } from 'node:stream';

/**
 * Writes to the stream at most once per turn of the event loop, however many lines were logged in it: a system call for each
 * request's line would cost a sixth of all time under load.
 */
export const batched = (stream: NodeJS.WritableStream): Writable =>
  new Writable({
    decodeStrings: false,
    writev: (lines, done) => {
      stream.write(lines.map(({ chunk }) => String(chunk)).join(''), () => setImmediate(done));
    },
  });
