import {
  type Adapter,
  cacheContract,
  contactSourceContract,
  type Contract,
  honours,
  type SourceRig,
  tokenContract,
} from '@contacts-gateway/domain/contracts';
import { expect } from 'chai';
import { rejection } from './rejection.js';
import { hubSpotContacts } from './rigs/hubspot-contacts.js';
import { memoryCache } from './rigs/memory-cache.js';
import { nangoTokens } from './rigs/nango-tokens.js';
import { changingChanges, doing, SpoiledWalk, walking } from './saboteurs/spoiled-source.js';

/** The sentence with which a test of a requirement refuses a rig that has something else in its place. */
async function refusalOf<Rig extends object>(
  adapter: Adapter<Rig>,
  contract: Contract<Rig>,
  requirement: string,
  change: (rig: Rig) => Partial<Record<keyof Rig, unknown>>,
  cannot: Adapter<Rig>['cannot'] = adapter.cannot,
): Promise<string> {
  const tests = new Map<string, () => Promise<void>>();
  const open = async (): Promise<Rig> => {
    const rig = await adapter.open();
    return { ...rig, ...change(rig) };
  };
  const changed = { ...adapter, ...(cannot && { cannot }), open };
  honours(changed, contract, { describe: (_, body) => body(), it: (title, test) => tests.set(title, test) });
  const [, test] = [...tests].find(([title]) => title.startsWith(requirement))!;
  return String(await rejection(test()));
}

describe('a rig whose parts are not what they are to be is refused', () => {
  const ofSource: Readonly<Record<string, readonly [string, unknown]>> = {
    'secrets that are one text': ['secrets', 'a-token'],
    'an empty secret': ['secrets', ['']],
    'no secrets where there is a token': ['secrets', []],
    'a negative time': ['namesChangesAfterMs', -1],
    'a time that is a text': ['namesChangesAfterMs', '2000'],
    'a number of contacts that is a text': ['severalPages', '201'],
    'a source that cannot be read': ['source', { walk() {}, changesSince() {} }],
    'a lever that is none': ['hang', true],
  };
  for (const [what, [part, value]] of Object.entries(ofSource))
    it(what, async () => {
      const sentence = await refusalOf(hubSpotContacts, contactSourceContract, 'walks an account', () => ({
        [part]: value,
      }));
      expect(sentence).to.include(
        `The rig of HubSpotContacts has a ${part} of another kind than it is to be. Let it be a`,
      );
    });

  const answers: Readonly<Record<string, readonly [string, unknown, string]>> = {
    'no id': ['create', undefined, 'shows a contact'],
    'a number for an id': ['create', 7, 'shows a contact'],
    'no count of requests': ['requests', undefined, 'asks for nothing before'],
    'a log that is none': ['logged', undefined, 'tells who watches it neither'],
  };
  for (const [what, [part, answer, requirement]] of Object.entries(answers))
    it(`that answers ${what}`, async () => {
      const sentence = await refusalOf(hubSpotContacts, contactSourceContract, requirement, () => ({
        [part]: () => answer,
      }));
      expect(sentence).to.include(`The rig of HubSpotContacts: ${part}() answered something of another kind`);
    });

  it('no secrets where tokens are supplied', async () => {
    const sentence = await refusalOf(nangoTokens, tokenContract, 'answers a token', () => ({ secrets: [] }));
    expect(sentence).to.include('of at least one where the rig has supply, as there is a token then');
  });

  it('a cache that is beside itself', async () => {
    const { beside: _, ...cannot } = memoryCache.cannot!;
    const sentence = await refusalOf(
      memoryCache,
      cacheContract,
      'has the same entries as another',
      ({ cache }) => ({ beside: () => cache }),
      cannot,
    );
    expect(sentence).to.include(
      'beside() answered something of another kind than it is to. Let it answer another adapter',
    );
  });
});

describe('a source that names changes, and late, without a clock that can be moved', () => {
  it('is not believed', async () => {
    const sentence = await refusalOf(
      hubSpotContacts,
      contactSourceContract,
      'names what was created and edited since a walk',
      () => ({ advance: undefined }),
      { advance: 'it has the real clock' },
    );
    expect(sentence).to.include('it names changes, but only after 900000 ms: without advance that cannot be shown');
  });
});

describe('a failure says what is the matter:', () => {
  const sentenceOf = (requirement: string, change: (rig: SourceRig) => Partial<SourceRig>): Promise<string> =>
    refusalOf(hubSpotContacts, contactSourceContract, requirement, change);
  const failing = (message: string) =>
    walking(() => ({ [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new RangeError(message)) }) }));

  it('that a cancelled walk was still waiting', async () => {
    const ignoring = doing((source) => ({
      walk: (observer) => new SpoiledWalk(source.walk(observer), { cancel: () => undefined }),
    }));
    expect(await sentenceOf('cancels a walk at once', ignoring)).to.include(
      'the page being awaited was still waiting 1000 ms after cancel()',
    );
  });

  it('with what else it failed', async () => {
    expect(await sentenceOf('fails with source_unreachable, in walks', failing('too dim'))).to.include(
      'a walk failed with RangeError: too dim, which is no ContactsError, instead of source_unreachable',
    );
  });

  it('which secret is shown, without showing it', async () => {
    const requirement = 'shows neither a secret nor a contact in source_unreachable';
    const sentence = await sentenceOf(requirement, (rig) => failing(`Bearer ${rig.secrets[0]}`)(rig));
    expect(sentence).to.include('an error shows what must stay secret: secrets[0]');
    expect(sentence).not.to.include('sandbox-access-token');
  });

  it('what is not named, though it was asked often', async () => {
    const forgetting = changingChanges((changes) => ({ ...changes, changed: [] }));
    expect(await sentenceOf('names in the end what its source tells late', forgetting)).to.include(
      'it does not name what was edited, though it was asked 60 times: 1 of 1',
    );
  });
});
