import type { ContactQuery, ContactSnapshot, SnapshotRun } from '@contacts-gateway/domain';
import { setImmediate } from 'node:timers/promises';
import type { ContactList } from './contact-list.js';
import { nextLink } from './contacts-query.js';
import { gathered } from './gathered.js';
import { jsonListOf } from './json-list.js';
import { json, type ListFormat, written } from './list-format.js';
import { sendPieces } from './send-pieces.js';

/** What is held for each reader is little, however slow it is: about so many bytes. */
const PIECE_BYTES = 8 * 1024;

/** The contacts asked for. Of a page it is known first whether there is another; everything else is found as it is sent. */
export async function listContacts(
  snapshot: ContactSnapshot,
  query: ContactQuery,
  format: ListFormat,
): Promise<ContactList> {
  if (format === json && Object.keys(query).length === 0) return jsonListOf(snapshot);
  if (query.limit === undefined) return streamed(found(snapshot.select(query)), format, {});
  const { runs, hasMore } = await collected(snapshot.select(query));
  return streamed(runs, format, hasMore ? { Link: nextLink(query, runs.at(-1)!.lastId) } : {});
}

const streamed = (
  runs: Iterable<SnapshotRun> | AsyncIterable<SnapshotRun>,
  format: ListFormat,
  headers: ContactList['headers'],
): ContactList => ({
  headers,
  send: (response) => sendPieces(response, gathered(written(runs, format), PIECE_BYTES)),
});

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
