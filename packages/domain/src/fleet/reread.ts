import { compareIds } from '../contact/contact-id.js';
import type { ContactRecord } from '../contact/contact-record.js';
import type { ContactState, SourceObserver } from '../ports.js';
import type { Fleet } from './fleet.js';
import { inTurns } from './in-turns.js';
import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';

/** So many are held as objects at once. */
const READ_AT_ONCE = 10_000;

export interface Reread {
  readonly snapshot: ContactSnapshot;
  /** The number of ids read. */
  readonly reads: number;
}

/**
 * The snapshot after what the source says of some ids now. Of an id that it can say nothing of, the last known contact stays;
 * one that another contact says to have taken over is asked for as well.
 *
 * @param ids - each once.
 * @param known - has the last known contacts that the snapshot has not.
 * @throws what `source.read` throws.
 */
export async function reread(
  snapshot: ContactSnapshot,
  ids: readonly string[],
  known: ContactSnapshot,
  { source, platform }: Fleet,
  observer: SourceObserver,
): Promise<Reread> {
  const asked = new Set(ids);
  let next = snapshot;
  // Neighbours are in the same pages.
  let waiting = ids.toSorted(compareIds);
  while (waiting.length > 0) {
    const states = await source.read(waiting.slice(0, READ_AT_ONCE), observer);
    next = await inTurns(applied(next, states, known), platform);
    waiting = waiting.slice(READ_AT_ONCE);
    for (const former of formerIdsIn(states)) {
      if (asked.has(former) || !next.has(former)) continue;
      asked.add(former);
      waiting.push(former);
    }
  }
  return { snapshot: next, reads: asked.size };
}

function applied(
  snapshot: ContactSnapshot,
  states: ReadonlyMap<string, ContactState>,
  known: ContactSnapshot,
): Generator<undefined, ContactSnapshot> {
  const records: (ContactRecord | undefined)[] = [];
  const removed: string[] = [];
  for (const [id, state] of states) {
    if (state.kind === 'gone' || state.kind === 'merged') removed.push(id);
    if (state.kind === 'contact' || state.kind === 'merged') records.push(state);
    if (state.kind === 'unreadable') records.push(snapshot.record(id) ?? known.record(id));
  }
  return snapshot.stepsWith(
    records.filter((record) => record !== undefined),
    removed,
  );
}

function* formerIdsIn(states: ReadonlyMap<string, ContactState>): Generator<string, undefined> {
  for (const state of states.values()) if ('formerIds' in state) yield* state.formerIds;
}
