import { readFileSync } from 'node:fs';
import type { Contract } from '../../contract.js';
import type { Answer } from '../exchange.js';

/** The rows of docs/errors.md, as `<status> <code>`. */
function errorTable(): ReadonlySet<string> {
  const document = readFileSync(new URL('../../../../../docs/errors.md', import.meta.url), 'utf8');
  return new Set(
    [...document.matchAll(/^\|\s*(\d{3})\s*\|\s*`(\w+)`/gm)].map(([, status, code]) => `${status} ${code}`),
  );
}

const FINE = new Set([200, 304]);

/** Holds answers against what the service says of itself: the document, and the table of errors. */
export class FormCheck {
  readonly #contract: Contract;
  readonly #table = errorTable();

  constructor(contract: Contract) {
    this.#contract = contract;
  }

  /** @param plain - the body without its compression. */
  faultsOf(answer: Answer, plain: Buffer): string[] {
    const { status, question } = answer;
    return [
      ...this.#contract.discrepancies({ ...answer, body: plain }),
      ...this.#outsideTable(status, question.target, plain),
    ];
  }

  #outsideTable(status: number, target: string, plain: Buffer): string[] {
    // Whether it is ready is told in the same form either way.
    if (FINE.has(status) || (target === '/ready' && status === 503)) return [];
    const code = /"code":"(\w+)"/.exec(plain.toString())?.[1];
    if (!this.#table.has(`${status} ${code}`)) return [`${status} ${code} is not in the table of errors`];
    return status === 500 ? ['it is a bug'] : [];
  }
}
