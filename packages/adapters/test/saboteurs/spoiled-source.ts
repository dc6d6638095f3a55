import type { ContactPage, ContactRecord, ContactSourcePort, ContactState } from '@contacts-gateway/domain';
import type { SourceRig } from '@contacts-gateway/domain/contracts';

type Spoil = (rig: SourceRig) => Partial<SourceRig>;

/** A source that does some of what it does in another way, given the good one. */
export const doing =
  (spoil: (source: ContactSourcePort, rig: SourceRig) => Partial<ContactSourcePort>): Spoil =>
  (rig) => ({
    source: {
      name: rig.source.name,
      walk: (onRetry) => rig.source.walk(onRetry),
      read: (ids) => rig.source.read(ids),
      ...spoil(rig.source, rig),
    },
  });

export const walking = (
  spoil: (pages: AsyncIterable<ContactPage>, rig: SourceRig) => AsyncIterable<ContactPage>,
): Spoil =>
  doing((source, rig) => ({
    walk: (onRetry) => {
      const walk = source.walk(onRetry);
      return {
        [Symbol.asyncIterator]: () => spoil(walk, rig)[Symbol.asyncIterator](),
        cancel: () => walk.cancel(),
      };
    },
  }));

export const changingPages = (change: (page: ContactPage) => ContactPage): Spoil =>
  walking(async function* (pages) {
    for await (const page of pages) yield change(page);
  });

export const changingRecords = (change: (record: ContactRecord) => ContactRecord): Spoil =>
  changingPages(({ records, skipped }) => ({ records: records.map(change), skipped }));

export const reading = (
  change: (states: Map<string, ContactState>, ids: readonly string[]) => ReadonlyMap<string, ContactState>,
): Spoil => doing((source) => ({ read: async (ids) => change(new Map(await source.read(ids)), ids) }));

export const changingStates = (change: (state: ContactState) => ContactState): Spoil =>
  reading((states) => new Map([...states].map(([id, state]) => [id, change(state)])));
