import {
  type ContactPage,
  type ContactWalk,
  SourceAnswerInvalid,
  type SourceObserver,
  SourceUnreachable,
} from '@contacts-gateway/domain';
import { ExportColumns } from './export-columns.js';
import { type ExportFile, failureOf, momentOf } from './export-file.js';
import { ExportRows } from './export-rows.js';

const PIECE = 64 * 1024;

/** One reading of an export: each page holds the rows that end in one piece of the file, so that memory does not grow with it. */
export class CsvWalk implements ContactWalk {
  checkpoint: string | undefined;
  readonly #open: () => Promise<ExportFile>;
  readonly #observer: SourceObserver;
  readonly #cancelled = new AbortController();

  constructor(open: () => Promise<ExportFile>, observer: SourceObserver = {}) {
    this.#open = open;
    this.#observer = observer;
  }

  cancel(): void {
    this.#cancelled.abort(new SourceUnreachable());
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ContactPage> {
    const { signal } = this.#cancelled;
    const file = await this.#ask(async () => {
      const opened = await this.#open();
      if (signal.aborted) void opened.close();
      return opened;
    });
    try {
      const moment = await this.#ask(() => momentOf(file));
      this.checkpoint = moment;
      yield* this.#pages(file);
      // Who writes an export in its place, rather than beside it, may have been at it.
      if ((await this.#ask(() => momentOf(file))) !== moment)
        throw new SourceAnswerInvalid('it changed while it was read');
    } finally {
      // Not awaited: it would wait for a call that hangs.
      file.close().catch(() => {});
    }
  }

  async *#pages(file: ExportFile): AsyncGenerator<ContactPage> {
    const parsed = new ExportRows();
    let columns: ExportColumns | undefined;
    let isAtEnd = false;
    while (!isAtEnd) {
      const piece = await this.#ask(() => nextPiece(file));
      isAtEnd = piece.length === 0;
      const rows = await this.#ask(() => (isAtEnd ? parsed.atEnd() : parsed.in(piece)));
      if (isAtEnd && parsed.isWithinRow && columns?.isCut(rows.at(-1)))
        throw new SourceAnswerInvalid('it breaks off in the middle of a row');
      const [header, ...others] = rows;
      if (columns) yield columns.page(rows);
      else if (header) yield (columns = new ExportColumns(header)).page(others);
    }
    // Not even its first row was there: this is no account without contacts.
    if (!columns) throw new SourceAnswerInvalid('it is empty');
  }

  /** What a call comes to; the reason to cancel as soon as there is one, because a call to a file system cannot be ended. */
  async #ask<T>(call: () => Promise<T>): Promise<T> {
    const { signal } = this.#cancelled;
    signal.throwIfAborted();
    const answer = await new Promise<T>((resolve, reject) => {
      const cancel = (): void => reject(signal.reason as Error);
      signal.addEventListener('abort', cancel);
      call()
        .then(resolve, (error: unknown) => reject(failureOf(error) as Error))
        .finally(() => signal.removeEventListener('abort', cancel));
    });
    this.#observer.onAnswer?.();
    return answer;
  }
}

/** Empty at the end of the file. */
async function nextPiece(file: ExportFile): Promise<Uint8Array> {
  const piece = new Uint8Array(PIECE);
  const { bytesRead } = await file.read(piece);
  return piece.subarray(0, bytesRead);
}
