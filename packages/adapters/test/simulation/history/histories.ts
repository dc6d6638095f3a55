import fc from 'fast-check';
import { type Edit, faults, type History, operations, type Step, type Trouble } from './history.js';

const pick = fc.nat(9999);

const edits: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('create'), count: fc.constantFrom(1, 1, 1, 2, 5, 220) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('edit'), pick }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('edit of many at once'), percent: fc.integer({ min: 1, max: 100 }) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('archive'), pick }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('restore'), pick, keepDate: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('merge'), pick, other: pick, newId: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('privacy deletion'), pick }) },
);

const backAfterMs = fc.integer({ min: 0, max: 60_000 });

const troubles: fc.Arbitrary<Trouble> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('fault'),
      fault: fc.constantFrom(...faults),
      times: fc.constantFrom(1, 1, 2, 5, 10),
      operation: fc.option(fc.constantFrom(...operations), { nil: undefined }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('index lag'), share: fc.double({ min: 0, max: 1, noNaN: true }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('kill', 'close'), pick, backAfterMs }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cache away'), ms: fc.integer({ min: 1, max: 60_000 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cache emptied') }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('clock of HubSpot'), byMs: fc.integer({ min: -110_000, max: 90_000 }) }),
  },
);

/** Much happens at once, or while a pass is under way. */
const afterMs = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 90_000 }));

const steps = <T>(event: fc.Arbitrary<T>, maxLength: number): fc.Arbitrary<readonly Step<T>[]> =>
  fc.array(fc.record({ afterMs, event }), { maxLength, size: 'max' });

const minutes = (min: number, max: number): fc.Arbitrary<number> =>
  fc.integer({ min: min * 60_000, max: max * 60_000 });

export const histories: fc.Arbitrary<History> = fc.record({
  chance: fc.noShrink(fc.nat()),
  contacts: fc.oneof(
    { weight: 10, arbitrary: fc.integer({ min: 0, max: 30 }) },
    { weight: 2, arbitrary: fc.integer({ min: 180, max: 450 }) },
    // Read from several places at once, however quickly.
    { weight: 1, arbitrary: fc.integer({ min: 1050, max: 1500 }) },
  ),
  hopMs: fc.constantFrom(50, 50, 1500),
  settings: fc.record({
    ttlMs: fc.constantFrom(30_000, 60_000, 100_000),
    settleMs: fc.constantFrom(150_000, 300_000, 600_000),
    deletionsEveryMs: fc.constantFrom(60_000, 120_000, 300_000),
    reconcileMs: fc.constantFrom(60_000, 300_000, 900_000),
  }),
  hubSpot: fc.record({
    clockOffsetMs: fc.oneof(fc.constant(0), minutes(-5, 5)),
    indexLagMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 110_000 }), minutes(0, 10)),
    sendRetryAfter: fc.boolean(),
    missingIds: fc.constantFrom('reported', 'omitted'),
    batchOrder: fc.constantFrom('as-asked', 'by-descending-id'),
    idComparison: fc.constantFrom('number', 'string'),
    archiveListsMerged: fc.boolean(),
  }),
  cache: fc.constantFrom('own', 'shared'),
  clocksAheadMs: fc.array(fc.oneof(fc.constant(0), fc.integer({ min: -2000, max: 2000 }), minutes(-2, 2)), {
    minLength: 1,
    maxLength: 3,
  }),
  turmoil: steps<Edit | Trouble>(fc.oneof({ weight: 3, arbitrary: edits }, { weight: 2, arbitrary: troubles }), 40),
  calm: steps(edits, 12),
});
