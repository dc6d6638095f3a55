import type { ContactQuery, ContactSnapshot, SnapshotRun } from '@contacts-gateway/domain';
import { setImmediate } from 'node:timers/promises';
import type { ContactList } from './contact-list.js';
import { nextLink } from './contacts-query.js';
import { gzipped } from '../gzip/gzipped.js';
import { gathered } from './gathered.js';
import { json, type ListFormat, written } from './list-format.js';
import { sendPieces } from './send-pieces.js';
import { gzipList, jsonList } from './whole-list.js';

/** About so many bytes are held for each reader, however slow it is. What is deflated by itself has to be longer. */
const PIECE_BYTES = 8 * 1024;
const DEFLATED_PIECE_BYTES = 32 * 1024;

/** The contacts asked for. Of a page it is known first whether there is another; everything else is found as it is sent. */
export async function listContacts(
  snapshot: ContactSnapshot,
  query: ContactQuery,
  format: ListFormat,
  asGzip: boolean,
): Promise<ContactList> {
  if (format === json && Object.keys(query).length === 0) return asGzip ? gzipList(snapshot) : jsonList(snapshot);
  if (query.limit === undefined) return streamed(written(found(snapshot.select(query)), format), asGzip, {});
  const { runs, hasMore } = await collected(snapshot.select(query));
  return streamed(written(runs, format), asGzip, hasMore ? { Link: nextLink(query, runs.at(-1)!.lastId) } : {});
}

const streamed = (pieces: AsyncIterable<Uint8Array>, asGzip: boolean, headers: ContactList['headers']): ContactList =>
  asGzip
    ? {
        headers: { ...headers, 'Content-Encoding': 'gzip' },
        send: (response) => sendPieces(response, gzipped(gathered(pieces, DEFLATED_PIECE_BYTES))),
      }
    : { headers, send: (response) => sendPieces(response, gathered(pieces, PIECE_BYTES)) };

type Steps = ReturnType<ContactSnapshot['select']>;

/** Others are served after each step. */
async function* found(steps: Steps): AsyncGenerator<SnapshotRun, undefined> {
  for (const runs of steps) {
    yield* runs;
    await setImmediate();
  }
}

async function collected(steps: Steps): Promise<{ runs: readonly SnapshotRun[]; hasMore: boolean }> {
  const all: SnapshotRun[] = [];
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return { runs: all, hasMore: value };
    all.push(...value);
    await setImmediate();
  }
}
