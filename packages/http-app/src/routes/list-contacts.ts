import type { ContactQuery, ContactSnapshot, SnapshotRun } from '@contacts-gateway/domain';
import { setImmediate } from 'node:timers/promises';
import { gzipped } from '../gzip/gzipped.js';
import type { ContactList } from './contact-list.js';
import { isForAll, nextLink } from './contacts-query.js';
import { json, type ListFormat } from './list-format.js';
import { sendPieces } from './send-pieces.js';
import { gzipList, jsonList } from './whole-list.js';
import { written } from './written.js';

/** About so many bytes are held for each reader, however slow it is. What is deflated by itself has to be longer. */
const PIECE_BYTES = 8 * 1024;
const DEFLATED_PIECE_BYTES = 32 * 1024;

/** The contacts asked for. Of a page it is known first whether there is another; everything else is found as it is sent. */
export function listContacts(
  snapshot: ContactSnapshot,
  query: ContactQuery,
  format: ListFormat,
  asGzip: boolean,
): Promise<ContactList> {
  if (format === json && isForAll(query)) return asGzip ? gzipList(snapshot) : jsonList(snapshot);
  return selected(snapshot, query, format, asGzip);
}

async function selected(
  snapshot: ContactSnapshot,
  query: ContactQuery,
  format: ListFormat,
  asGzip: boolean,
): Promise<ContactList> {
  if (query.limit === undefined) return streamed(snapshot.select(query), format, asGzip);
  const { runs, hasMore } = await collected(snapshot.select(query));
  const list = streamed([runs], format, asGzip);
  return hasMore ? { ...list, headers: { ...list.headers, Link: nextLink(query, runs.at(-1)!.lastId) } } : list;
}

/** A list that is made as it is sent. */
export function streamed(steps: Iterable<readonly SnapshotRun[]>, format: ListFormat, asGzip: boolean): ContactList {
  const found = unhurried(steps);
  if (!asGzip) return { headers: {}, send: (response) => sendPieces(response, written(found, format, PIECE_BYTES)) };
  return {
    headers: { 'Content-Encoding': 'gzip' },
    send: (response) => sendPieces(response, gzipped(written(found, format, DEFLATED_PIECE_BYTES))),
  };
}

type Selection = ReturnType<ContactSnapshot['select']>;

/** Others are served after each step. */
async function* unhurried(steps: Iterable<readonly SnapshotRun[]>): AsyncGenerator<readonly SnapshotRun[], undefined> {
  for (const runs of steps) {
    yield runs;
    await setImmediate();
  }
}

async function collected(selection: Selection): Promise<{ runs: readonly SnapshotRun[]; hasMore: boolean }> {
  const all: SnapshotRun[] = [];
  for (;;) {
    const { done, value } = selection.next();
    if (done === true) return { runs: all, hasMore: value };
    all.push(...value);
    await setImmediate();
  }
}
