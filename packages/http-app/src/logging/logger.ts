import { createLogger, format, type Logger } from 'winston';
import Transport from 'winston-transport';

export type { LogEntry, Logger } from 'winston';

/** Where winston's formats leave the finished line. */
const MESSAGE = Symbol.for('message');

/** winston's own stream transport sets a timer for each line. */
class LineTransport extends Transport {
  readonly #stream: NodeJS.WritableStream;

  constructor(stream: NodeJS.WritableStream) {
    super();
    this.#stream = stream;
  }

  override log(info: { readonly [MESSAGE]: string }, next: () => void): void {
    this.#stream.write(`${info[MESSAGE]}\n`);
    next();
  }
}

/** JSON lines. A line that is logged later than it came brings its `timestamp`, in Unix milliseconds. */
export const jsonLogger = (level: string, stream: NodeJS.WritableStream): Logger =>
  createLogger({
    level,
    format: format.printf((line) => {
      line['timestamp'] = new Date((line['timestamp'] as number | undefined) ?? Date.now()).toISOString();
      return JSON.stringify(line);
    }),
    transports: [new LineTransport(stream)],
  });
