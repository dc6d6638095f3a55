import assert from 'node:assert/strict';
import { isContactsError } from '@contacts-gateway/domain';
import { createMany, OLEANDER, ofOleander, person, recordsOf } from './account.js';
import type { Section } from './contract.js';
import { asksToWait, failsSilently, failsWith, failureOf, isSilentAbout, secretsOf } from './failure.js';
import { sourceFailures, type SourceRig } from './source-rig.js';
import { within } from './waiting.js';

const HOUR_MS = 3_600_000;
const SOON_MS = 5000;
const CALLERS = 20;
/** More than any walk of a requirement has. */
const TOO_MANY_PAGES = 10_000;

const endless = [
  { part: 'endlessPages', where: 'pages lead back to themselves' },
  { part: 'endlessEmptyPages', where: 'nothing but empty pages comes' },
] as const;

/** How walks and reads fail. */
export const sourceFailing: Section<SourceRig> = {
  title: 'How walks and reads fail',
  requirements: [
    ...sourceFailures.map((code) => ({
      title: `fails with ${code}, in walks and reads, when that is what is wrong`,
      needs: [code],
      async prove(rig: Required<SourceRig>) {
        const id = await rig.create(person('Ada'));
        await rig[code]();
        const walk = rig.source.walk();
        await failsWith(code, 'a walk', recordsOf(walk));
        await failsWith(code, 'a read', rig.source.read([id]));
        const again = rig.source.walk();
        await failsWith(code, 'another walk', recordsOf(again));
      },
    })),
    ...sourceFailures.map((code) => ({
      title: `shows neither a secret nor a contact in ${code}`,
      needs: [code],
      async prove(rig: Required<SourceRig>) {
        const id = await rig.create(OLEANDER);
        await rig[code]();
        const secrets = secretsOf(rig, ofOleander);
        await failsSilently(secrets, code, 'a walk', recordsOf(rig.source.walk()));
        await failsSilently(secrets, code, 'a read', rig.source.read([id]));
      },
    })),
    ...endless.map(({ part, where }) => ({
      title: `fails with source_answer_invalid, and soon, where ${where}`,
      needs: ['severalPages' as const, part],
      async prove(rig: Required<SourceRig>) {
        await createMany(rig, rig.severalPages);
        await rig[part]();
        const walk = rig.source.walk();
        const failing = failsWith('source_answer_invalid', 'a walk', untilTooLong(walk));
        await within(SOON_MS, `a walk went on for ${SOON_MS} ms`, failing).finally(() => walk.cancel());
      },
    })),
    {
      title: 'says in milliseconds how long the source asks to be left alone',
      needs: ['asksToWait'],
      async prove({ source, create, asksToWait: askToWait }) {
        const id = await create(person('Ada'));
        await askToWait(HOUR_MS);
        asksToWait(await failsWith('source_rate_limited', 'a walk', recordsOf(source.walk())), HOUR_MS);
        asksToWait(await failsWith('source_rate_limited', 'a read', source.read([id])), HOUR_MS);
      },
    },
    {
      title: 'says it to each of many callers at once',
      needs: ['asksToWait'],
      async prove({ source, create, asksToWait: askToWait }) {
        const id = await create(person('Ada'));
        await askToWait(HOUR_MS);
        const readings = Array.from({ length: CALLERS }, () =>
          failsWith('source_rate_limited', 'a read among many', source.read([id])),
        );
        for (const reading of await Promise.all(readings)) asksToWait(reading, HOUR_MS);
      },
    },
    {
      title: 'tells who watches it neither a secret nor a contact',
      needs: ['logged', 'stumble'],
      async prove({ source, create, stumble, secrets, logged }) {
        const id = await create(OLEANDER);
        await stumble();
        await recordsOf(source.walk());
        await source.read([id]);
        assert.ok(logged().length > 0, 'nobody was told anything: the rig does not listen');
        isSilentAbout(secretsOf({ secrets }, ofOleander), logged(), 'what it tells');
      },
    },
    {
      title: 'tells of setbacks as errors of the port',
      needs: ['stumble'],
      async prove({ source, stumble }) {
        const setbacks: unknown[] = [];
        await stumble();
        await recordsOf(source.walk({ onRetry: (failure) => setbacks.push(failure) }));
        assert.ok(setbacks.every(isContactsError), 'a setback is no ContactsError');
      },
    },
    {
      title: 'does not mind an observer who wants to be told nothing',
      needs: ['stumble'],
      async prove({ source, create, stumble }) {
        const id = await create(person('Ada'));
        await stumble();
        assert.equal(
          (await recordsOf(source.walk({}))).length,
          1,
          'it found another number of contacts than there are',
        );
        await stumble();
        assert.equal((await source.read([id], {})).size, 1, 'it read another number than it was asked');
      },
    },
    {
      title: 'tells of no answer where there is none that is as it should be',
      needs: ['source_unexpected_status'],
      async prove({ source, create, source_unexpected_status: failWithStatus }) {
        await create(person('Ada'));
        await failWithStatus();
        let answers = 0;
        await failureOf(recordsOf(source.walk({ onAnswer: () => void (answers += 1) })));
        assert.equal(answers, 0, 'it tells of one');
      },
    },
  ],
};

async function untilTooLong(walk: AsyncIterable<unknown>): Promise<void> {
  let pages = 0;
  for await (const _ of walk) assert.ok((pages += 1) < TOO_MANY_PAGES, 'a walk goes on and on');
}
