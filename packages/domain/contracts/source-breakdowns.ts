import assert from 'node:assert/strict';
import { checkpointOf, createMany, idsIn, person, recordsOf } from './account.js';
import type { Section } from './contract.js';
import { failsWith, isFailure } from './failure.js';
import { begun, drained, halfway } from './following.js';
import { holds } from './named.js';
import { sourceFailures, type SourceRig } from './source-rig.js';
import { delay } from './waiting.js';

const HOUR_MS = 3_600_000;
/** In which some answers fail to come. */
const MEANWHILE_MS = 10;
/** More than fit in a request of most sources. */
const MANY = 230;
/** A walk asks no more often. */
const MOST_REQUESTS = 100_000;
/** So many requests are answered before others fail. */
const ANSWERED = [1, 2, 3];
const TIMES = 24;

/** What is answered where only the first requests are: all of it, or a failure. */
export const sourceBreakdowns: Section<SourceRig> = {
  title: 'Walks, reads and changes whose requests begin to fail',
  requirements: [
    ...sourceFailures.map((code) => ({
      title: `fails with ${code} in the middle of a walk, and does not pass it for a complete one`,
      needs: ['severalPages' as const, code],
      async prove(rig: Required<SourceRig>) {
        await createMany(rig, rig.severalPages);
        const pages = begun(rig.source.walk());
        await pages.next();
        await rig[code]();
        await failsWith(code, 'a page after that', drained(pages));
      },
    })),
    {
      title: 'fails where a page is asked for, and nowhere else, when requests fail while one is worked on',
      needs: ['severalPages', 'source_unreachable'],
      async prove(rig) {
        const { length } = await createMany(rig, rig.severalPages);
        const pages = await halfway(rig.source.walk(), length);
        let unheard = 0;
        const hear = (): void => void (unheard += 1);
        process.on('unhandledRejection', hear);
        try {
          await rig.source_unreachable();
          await delay(MEANWHILE_MS);
        } finally {
          process.off('unhandledRejection', hear);
        }
        assert.equal(unheard, 0, 'it left a rejection to nobody, which ends most processes');
        await failsWith('source_unreachable', 'a page after that', drained(pages));
      },
    },
    {
      title: 'walks every contact or fails, wherever its requests begin to fail',
      needs: ['severalPages', 'failAfter'],
      async prove(rig) {
        const { length } = await createMany(rig, rig.severalPages);
        for (let answered = 1; answered < MOST_REQUESTS; answered *= 3) {
          const records = await unlessFailing(rig, answered, () => recordsOf(rig.source.walk()));
          if (!records) continue;
          const { size } = new Set(idsIn(records));
          assert.equal(size, length, `with ${answered} requests answered, it found another number of contacts`);
          return;
        }
        assert.fail(`a walk asks more often than ${MOST_REQUESTS} times`);
      },
    },
    {
      title: 'reads every id or fails, wherever its requests begin to fail',
      needs: ['failAfter'],
      async prove(rig) {
        const ids = await createMany(rig, MANY);
        for (const answered of ANSWERED) {
          const states = await unlessFailing(rig, answered, () => rig.source.read(ids));
          if (!states) continue;
          const isThere = (id: string): boolean => states.get(id)?.kind === 'contact';
          assert.ok(ids.every(isThere), `with ${answered} requests answered, it says something else of some contacts`);
        }
      },
    },
    {
      title: 'names in the end what was edited and what was removed, wherever its requests began to fail meanwhile',
      needs: ['namesChangesAfterMs', 'namesRemovalsAfterMs', 'advance', 'failAfter'],
      async prove(rig) {
        const { source, create, edit, remove, advance, namesChangesAfterMs, namesRemovalsAfterMs } = rig;
        const [edited, removed] = [await create(person('Ada')), await create(person('Bob'))];
        await advance(HOUR_MS);
        let checkpoint = await checkpointOf(source);
        await edit(edited, person('Edited'));
        await remove(removed);
        const [changed, perhapsGone]: [string[], string[]] = [[], []];
        const isNamed = (): boolean => changed.includes(edited) && perhapsGone.includes(removed);
        for (let time = 1; time <= TIMES && !isNamed(); time += 1) {
          for (const answered of [1, 2, MOST_REQUESTS]) {
            const answer = await unlessFailing(rig, answered, () => source.changesSince(checkpoint, Infinity));
            if (!answer) continue;
            assert.ok(answer.kind === 'changes', 'it says to walk again');
            changed.push(...answer.changed);
            perhapsGone.push(...answer.perhapsGone);
            ({ checkpoint } = answer);
          }
          const longestMs = Math.max(namesChangesAfterMs, namesRemovalsAfterMs);
          await advance(Math.max(1000, (2 * longestMs) / (TIMES - 1)));
        }
        holds(changed, [edited], 'what was edited');
        holds(perhapsGone, [removed], 'what was removed');
      },
    },
  ],
};

/** Undefined where it fails. */
async function unlessFailing<T>(
  { failAfter }: Required<SourceRig>,
  answered: number,
  ask: () => Promise<T>,
): Promise<T | undefined> {
  const restore = await failAfter(answered);
  try {
    return await ask();
  } catch (error) {
    isFailure('source_unreachable', `with ${answered} requests answered, it`, error);
    return undefined;
  } finally {
    await restore();
  }
}
