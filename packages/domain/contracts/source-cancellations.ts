import assert from 'node:assert/strict';
import { createMany, pagesOf, person, recordsOf } from './account.js';
import type { Section } from './contract.js';
import { begun, drained, halfway } from './following.js';
import { failsWith, failureOf, isFailure } from './failure.js';
import type { SourceRig } from './source-rig.js';
import { delay, until, within } from './waiting.js';

const AT_ONCE_MS = 1000;
const SOON_MS = 5000;
const FEW = 3;
const HOUR_MS = 3_600_000;
/** In which some answers come, or fail to. */
const MEANWHILE_MS = 10;
/** More than most adapters have requests under way. */
const MANY = 40;

/** A cancelled walk ends at once, and never passes for a complete one. */
export const sourceCancellations: Section<SourceRig> = {
  title: 'Cancelled walks',
  requirements: [
    {
      title: 'cancels a walk at once, in the middle of a call',
      needs: ['hang'],
      async prove({ source, hang, requests }) {
        await hang();
        const before = requests();
        const walk = source.walk();
        const asking = failureOf(begun(walk).next());
        await until(() => requests() > before, SOON_MS, 'a walk asked for its first page');
        walk.cancel();
        const late = `the page being awaited was still waiting ${AT_ONCE_MS} ms after cancel()`;
        isFailure('source_unreachable', 'the page being awaited', await within(AT_ONCE_MS, late, asking));
      },
    },
    {
      title: 'cancels a walk at once, in the middle of its calls',
      needs: ['severalPages', 'hang'],
      async prove(rig) {
        const { length } = await createMany(rig, rig.severalPages);
        const walk = rig.source.walk();
        const pages = await halfway(walk, length);
        await rig.hang();
        const before = rig.requests();
        const rest = failureOf(drained(pages));
        await Promise.race([rest, until(() => rig.requests() > before, SOON_MS, 'a walk asked for its next page')]);
        walk.cancel();
        await within(AT_ONCE_MS, `${AT_ONCE_MS} ms after it was cancelled, it still waited`, rest);
      },
    },
    {
      title: 'tells nobody of a setback because a walk was cancelled',
      needs: ['hang'],
      async prove({ source, hang, requests }) {
        await hang();
        const before = requests();
        let setbacks = 0;
        const walk = source.walk({ onRetry: () => void (setbacks += 1) });
        const asking = failureOf(begun(walk).next());
        await until(() => requests() > before, SOON_MS, 'a walk should ask for its first page');
        walk.cancel();
        await within(AT_ONCE_MS, 'a cancelled walk', asking);
        assert.equal(setbacks, 0, 'it tells of one, though it does not try again');
      },
    },
    {
      title: 'gives no further page once a walk is cancelled, and no end that looks like one',
      needs: ['severalPages'],
      async prove(rig) {
        await createMany(rig, rig.severalPages);
        const walk = rig.source.walk();
        const pages = begun(walk);
        await pages.next();
        walk.cancel();
        await failsWith('source_unreachable', 'the page after that', pages.next());
      },
    },
    {
      title: 'gives no further page once a walk is cancelled, were it there already',
      needs: ['severalPages'],
      async prove(rig) {
        const { length } = await createMany(rig, rig.severalPages);
        const walk = rig.source.walk();
        const pages = await halfway(walk, length);
        await delay(MEANWHILE_MS);
        walk.cancel();
        await failsWith('source_unreachable', 'the page after that', pages.next());
      },
    },
    {
      title: 'does not give the page that is being awaited when an observer cancels the walk',
      async prove(rig) {
        await createMany(rig, FEW);
        let isCancelled = false;
        const walk = rig.source.walk({
          onAnswer() {
            isCancelled = true;
            walk.cancel();
          },
        });
        const failure = await failureOf(begun(walk).next());
        if (isCancelled) isFailure('source_unreachable', 'the page', failure);
      },
    },
    {
      title: 'says of a cancelled walk nothing else, though the source asks to be left alone',
      needs: ['asksToWait'],
      async prove({ source, create, asksToWait }) {
        const id = await create(person('Ada'));
        const walk = source.walk();
        await asksToWait(HOUR_MS);
        await failsWith('source_rate_limited', 'a read', source.read([id]));
        walk.cancel();
        await failsWith('source_unreachable', 'its first page', begun(walk).next());
      },
    },
    {
      title: 'gives no page of a walk that was cancelled before its first',
      async prove(rig) {
        await createMany(rig, FEW);
        const walk = rig.source.walk();
        walk.cancel();
        await failsWith('source_unreachable', 'its first page', begun(walk).next());
      },
    },
    {
      title: 'does not end as if it were complete when it is cancelled after its last page',
      async prove(rig) {
        await createMany(rig, FEW);
        const { length } = await pagesOf(rig.source.walk());
        const walk = rig.source.walk();
        const pages = begun(walk);
        for (let page = 1; page <= length; page += 1) await pages.next();
        walk.cancel();
        await failsWith('source_unreachable', 'the end', pages.next());
      },
    },
    {
      title: 'cancels that walk alone',
      needs: ['severalPages'],
      async prove(rig) {
        const created = await createMany(rig, rig.severalPages);
        const [cancelled, other] = [rig.source.walk(), rig.source.walk()];
        const reading = recordsOf(other);
        await begun(cancelled).next();
        cancelled.cancel();
        assert.equal((await reading).length, created.length, 'another walk at the same time found a different number');
        const later = await recordsOf(rig.source.walk());
        assert.equal(later.length, created.length, 'a later walk found a different number');
      },
    },
    {
      title: 'walks and reads as before once many walks were cancelled at the same time',
      needs: ['holdAnswers'],
      async prove({ source, create, requests, holdAnswers }) {
        const id = await create(person('Ada'));
        const before = requests();
        const release = await holdAnswers();
        const walks = Array.from({ length: MANY }, () => source.walk());
        const asking = walks.map((walk) => failureOf(begun(walk).next()));
        await until(() => requests() > before, SOON_MS, 'a walk asked for its first page');
        // Those that came last may be waiting for others.
        for (const [from, to] of [
          [MANY / 2, MANY],
          [0, MANY / 2],
        ] as const) {
          for (const walk of walks.slice(from, to)) walk.cancel();
          const late = `${AT_ONCE_MS} ms after they were cancelled, some still waited`;
          await within(AT_ONCE_MS, late, Promise.all(asking.slice(from, to)));
        }
        await release();
        const unended = `${SOON_MS} ms after that, a walk or a read had not ended`;
        const asked = Promise.all([recordsOf(source.walk()), source.read([id])]);
        const [records, states] = await within(SOON_MS, unended, asked);
        assert.equal(records.length, 1, 'a walk found another number of contacts than there are');
        assert.equal(states.get(id)?.kind, 'contact', 'it says something else of a contact');
      },
    },
  ],
};
