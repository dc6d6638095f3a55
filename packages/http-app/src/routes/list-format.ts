import type { SnapshotRun } from '@contacts-gateway/domain';
import type { Request } from 'express';
import type { Piece } from './piece.js';

/** How contacts become a list: what stands before, between and after runs of them. */
export interface ListFormat {
  readonly name: 'json' | 'ndjson';
  readonly contentType: string;
  readonly open: Uint8Array;
  readonly between: Uint8Array;
  readonly close: Uint8Array;
  readonly add: (run: SnapshotRun, piece: Piece) => void;
}

const bytes = (text: string): Uint8Array => Buffer.from(text);

export const json: ListFormat = {
  name: 'json',
  contentType: 'application/json; charset=utf-8',
  open: bytes('['),
  between: bytes(','),
  close: bytes(']'),
  add: (run, piece) => piece.add(run.json),
};

const ndjson: ListFormat = {
  name: 'ndjson',
  contentType: 'application/x-ndjson',
  open: bytes(''),
  between: bytes(''),
  close: bytes(''),
  add: (run, piece) => run.writeLines(piece.room(run.linesLength)),
};

/** One contact a line for those who name it and like it no less; JSON for everyone else. */
export function formatFor(request: Request): ListFormat {
  const names = /x-ndjson/i.test(request.headers.accept ?? '');
  return names && request.accepts(['application/json', 'application/x-ndjson']) === 'application/x-ndjson'
    ? ndjson
    : json;
}
