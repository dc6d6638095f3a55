import type { ContactRecord } from '../contact/contact-record.js';
import type { ContactState } from '../ports.js';
import type { ContactSnapshot } from '../snapshot/contact-snapshot.js';

/** The snapshot after what the source says of some ids now; of those it can say nothing of, the last known contact stays. */
export function applyStates(
  snapshot: ContactSnapshot,
  states: ReadonlyMap<string, ContactState>,
  known: ContactSnapshot,
): ContactSnapshot {
  const records: (ContactRecord | undefined)[] = [];
  const removed: string[] = [];
  for (const [id, state] of states) {
    if (state.kind === 'gone' || state.kind === 'merged') removed.push(id);
    if (state.kind === 'contact' || state.kind === 'merged') records.push(state);
    if (state.kind === 'unreadable') records.push(snapshot.record(id) ?? known.record(id));
  }
  return snapshot.with(
    records.filter((record) => record !== undefined),
    removed,
  );
}
