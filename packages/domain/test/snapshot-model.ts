import { compareIds, type ContactRecord, type ContactSnapshot, SnapshotBuilder } from '@contacts-gateway/domain';
import fc from 'fast-check';
import { platform } from './platform.js';
import { record } from './scripted-source.js';

/** The plain map that a snapshot must agree with. */
export type Model = ReadonlyMap<string, ContactRecord>;

export function snapshotOf(records: Iterable<ContactRecord>, known?: ContactSnapshot): ContactSnapshot {
  const builder = new SnapshotBuilder(platform, known);
  for (const each of records) builder.add(each);
  return builder.snapshot();
}

export const sortedIds = (model: Model): string[] => [...model.keys()].sort(compareIds);

export const sorted = (model: Model): ContactRecord[] => sortedIds(model).map((id) => model.get(id)!);

/** Ids at which pages begin, and ids at which none does: found by cutting many. */
export const [boundaries, others] = (() => {
  const ids = Array.from({ length: 200_000 }, (_, index) => String(100_000 + index));
  const snapshot = snapshotOf(ids.map((id) => record(id)));
  const isFull = (index: number): boolean => snapshot.pages[index - 1]?.ids.length === 4096;
  const begins = snapshot.pages.flatMap((page, index) => (index === 0 || isFull(index) ? [] : [page.ids[0]!]));
  const atBoundary = new Set(begins);
  return [begins, ids.filter((id) => !atBoundary.has(id))] as const;
})();

/** What happens to one id. */
export interface Edit {
  readonly id: string;
  /** Undefined when the contact goes. */
  readonly record: ContactRecord | undefined;
}

/** The empty one makes a contact with two issues. */
const names = fc.constantFrom('Ada', 'Zoë', '李雷', '},{"id":"', ',{"i', '🎉', '\u2028', '\ud800', '');

/** Edits of few ids, so that they meet; every second id begins a page. */
export const edits = (from: readonly string[] = some): fc.Arbitrary<readonly Edit[]> =>
  fc.array(
    fc
      .record({
        id: fc.constantFrom(...from),
        name: fc.option(names, { nil: undefined }),
        formerIds: fc.oneof(
          { weight: 4, arbitrary: fc.constant<string[]>([]) },
          fc.subarray(['7', '8', '9', '22', 'x,y']),
        ),
      })
      .map(({ id, name, formerIds: drawn }) => ({ id, name, formerIds: drawn.filter((former) => former !== id) }))
      .map(({ id, name, formerIds }) => ({ id, record: name === undefined ? undefined : record(id, name, formerIds) })),
    { maxLength: 60 },
  );

const some = [
  ...boundaries.slice(0, 12),
  ...others.slice(0, 6),
  '1',
  '22',
  ...others.slice(-6),
  'ü',
  'id with "quotes"',
];

export function applied(model: Model, group: readonly Edit[]): Model {
  const next = new Map(model);
  for (const edit of group) {
    if (edit.record) next.set(edit.id, edit.record);
    else next.delete(edit.id);
  }
  return next;
}

/** The edits, each id's last one, as a snapshot takes them. */
export function withEdits(snapshot: ContactSnapshot, group: readonly Edit[]): ContactSnapshot {
  const last = new Map(group.map((edit) => [edit.id, edit.record]));
  const gone = [...last].flatMap(([id, is]) => (is ? [] : [id]));
  return snapshot.with(
    [...last.values()].filter((is) => is !== undefined),
    gone,
  );
}

/** Cuts a list into consecutive groups. */
export function grouped<T>(items: readonly T[], sizes: readonly number[]): T[][] {
  const groups: T[][] = [];
  for (let start = 0, turn = 0; start < items.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    groups.push(items.slice(start, start + size));
    start += size;
  }
  return groups;
}
