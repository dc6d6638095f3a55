import { parse } from 'csv-parse';
import { promisify } from 'node:util';

/** A quote that nothing closes would otherwise take the rest of the file into memory. */
const LONGEST_ROW = 1_000_000;
const LF = 10;
const CR = 13;

/** The rows of an export, from its bytes, piece by piece. It keeps what has been begun of a row, and nothing else. */
export class ExportRows {
  readonly #complete: string[][] = [];
  readonly #parser = parse({
    bom: true,
    skip_empty_lines: true,
    // A row that is too short or too long is one contact that cannot be read, not the end of all.
    relax_column_count: true,
    max_record_size: LONGEST_ROW,
    on_record: (row: string[]) => void this.#complete.push(row),
  });

  #lastByte: number | undefined;

  constructor() {
    // Whoever has handed over the piece is told, too.
    this.#parser.on('error', () => {});
  }

  /** Whether what has come so far ends within a row. */
  get isWithinRow(): boolean {
    return this.#lastByte !== LF && this.#lastByte !== CR;
  }

  /** The rows that end in this piece. @throws CsvError */
  async in(piece: Uint8Array): Promise<readonly string[][]> {
    this.#lastByte = piece.at(-1);
    await promisify((done: (error?: Error | null) => void) => this.#parser.write(piece, done))();
    return this.#complete.splice(0);
  }

  /** The rows that end with the file. @throws CsvError */
  async atEnd(): Promise<readonly string[][]> {
    await promisify((done: (error?: Error | null) => void) => this.#parser.end(done))();
    return this.#complete.splice(0);
  }
}
