import { createLogger, format, type Logger } from 'winston';
import Transport from 'winston-transport';

export type { Logger } from 'winston';

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

/** What is in one line and not in the others that are logged with it. */
export interface LineDetails extends Readonly<Record<string, unknown>> {
  /** In Unix milliseconds; absent when the line is logged as it comes. */
  readonly timestamp?: number;
}

const ONE_LINE: readonly LineDetails[] = [{}];

/** JSON lines. A call that brings `lines` logs one for each of these. */
export const jsonLogger = (level: string, stream: NodeJS.WritableStream): Logger =>
  createLogger({
    level,
    format: format.printf(({ lines = ONE_LINE, ...shared }) => written(shared, lines as readonly LineDetails[])),
    transports: [new LineTransport(stream)],
  });

/** What lines have in common is written once, and so is the time of those of one millisecond: under load they are many. */
function written(shared: object, lines: readonly LineDetails[]): string {
  const begin = JSON.stringify(shared).slice(0, -1);
  let last: { readonly ms: number; readonly iso: string } | undefined;
  return lines
    .map((own) => {
      const ms = own.timestamp ?? Date.now();
      if (last?.ms !== ms) last = { ms, iso: new Date(ms).toISOString() };
      return `${begin},${JSON.stringify({ ...own, timestamp: last.iso }).slice(1)}`;
    })
    .join('\n');
}
