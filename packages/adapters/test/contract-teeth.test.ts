import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import {
  type Adapter,
  cacheContract,
  contactSourceContract,
  type Contract,
  honours,
  type OptionalPart,
  requirementsOf,
  tokenContract,
} from '@contacts-gateway/domain/contracts';
import { expect } from 'chai';
import { AssertionError } from 'node:assert/strict';
import { describeRedis } from './redis/describe-redis.js';
import { type ReachedRedis, startReached } from './redis/reached-redis.js';
import { rejection } from './rejection.js';
import { hubSpotContacts } from './rigs/hubspot-contacts.js';
import { memoryCache } from './rigs/memory-cache.js';
import { mockTokens } from './rigs/mock-tokens.js';
import { nangoTokens } from './rigs/nango-tokens.js';
import { plainSource } from './rigs/plain-source.js';
import { redisCache } from './rigs/redis-cache.js';
import { cacheSteadSaboteurs } from './saboteurs/cache-stead-saboteurs.js';
import { sourceSteadSaboteurs } from './saboteurs/source-stead-saboteurs.js';
import { tokenSteadSaboteurs } from './saboteurs/token-stead-saboteurs.js';
import { cacheSaboteurs } from './saboteurs/cache-saboteurs.js';
import type { Saboteurs } from './saboteurs/saboteur.js';
import { sourceSaboteurs } from './saboteurs/source-saboteurs.js';
import { tokenSaboteurs } from './saboteurs/token-saboteurs.js';

/** The requirements that an adapter is tested by, by their titles. */
function testsOf<Rig extends object>(
  adapter: Adapter<Rig>,
  contract: Contract<Rig>,
): ReadonlyMap<string, () => Promise<void>> {
  const tests = new Map<string, () => Promise<void>>();
  honours(adapter, contract, { describe: (_, body) => body(), it: (title, test) => tests.set(title, test) });
  return tests;
}

/** The adapter, with something about its rigs changed. */
const changed = <Rig extends object>(adapter: Adapter<Rig>, change: (rig: Rig) => Partial<Rig>): Adapter<Rig> => ({
  ...adapter,
  open: async () => {
    const rig = await adapter.open();
    return { ...rig, ...change(rig) };
  },
});

function hasTeeth<Rig extends object>(
  contract: Contract<NoInfer<Rig>>,
  saboteurs: Saboteurs<NoInfer<Rig>>,
  adapter: Adapter<Rig>,
): void {
  describe(`the contract of ${contract.port}, for a ${adapter.name}`, () => {
    for (const title of testsOf(adapter, contract).keys()) {
      for (const [what, spoil] of Object.entries(saboteurs[title] ?? {}))
        it(`that ${what}, is broken where it "${title}"`, async () => {
          const error = await rejection(testsOf(changed(adapter, spoil), contract).get(title)!());
          expect(error).to.be.instanceOf(AssertionError);
          expect(String(error)).to.include(`${adapter.name} breaks a promise of ${contract.port}, "${title}": `);
        });
    }

    it('has someone who breaks each requirement, and no one who breaks what it does not require', () => {
      expect(requirementsOf(contract).map(({ title }) => title)).to.have.members(Object.keys(saboteurs));
    });

    it('uses no part of a rig without saying that it needs it', async () => {
      const optional = requirementsOf(contract).flatMap(({ needs = [] }): readonly string[] => needs);
      const tests = testsOf(adapter, contract);
      for (const { title, needs = [] } of requirementsOf(contract).filter((each) => tests.has(each.title))) {
        const unneeded = optional.filter((part) => !(needs as readonly string[]).includes(part));
        const without = changed(
          adapter,
          () => Object.fromEntries(unneeded.map((part) => [part, undefined])) as Partial<Rig>,
        );
        await testsOf(without, contract).get(title)!();
      }
    });
  });
}

/** @param adapter - one that says of every optional part of its rig that it cannot have it. */
function believesNoExcuse<Rig extends object>(
  contract: Contract<NoInfer<Rig>>,
  saboteurs: Saboteurs<NoInfer<Rig>>,
  adapter: Adapter<Rig>,
): void {
  describe(`the contract of ${contract.port}, for what a ${adapter.name} cannot have`, () => {
    const optional = Object.entries(contract.parts).flatMap(([part, kind]) => (kind === 'required' ? [] : part));

    for (const part of optional) {
      const prove = async (): Promise<void> => {
        throw new Error('it was to be proven in its stead');
      };
      const requirement = { title: `needs ${part}`, needs: [part as OptionalPart<Rig>], prove };
      const alone = { ...contract, sections: [{ title: 'of one part', requirements: [requirement] }] };
      const testOf = (each: Adapter<Rig>): Promise<void> => [...testsOf(each, alone).values()][0]!();

      it(`takes ${part} for something that it cannot have`, async () => await testOf(adapter));

      for (const [what, spoil] of Object.entries(saboteurs[part] ?? {}))
        it(`does not take ${part} for something that an adapter cannot have that ${what}`, async () => {
          const error = await rejection(testOf(changed(adapter, spoil)));
          expect(error).to.be.instanceOf(AssertionError);
          expect(String(error)).to.include(`in whose stead, as it has no ${part}, it "`);
        });
    }

    it('has someone whose excuse is not true for each part, and no other', () => {
      expect(Object.keys(saboteurs)).to.have.members(optional);
      expect(requirementsOf(contract).flatMap(({ needs = [] }): readonly string[] => needs)).to.include.members(
        optional,
      );
    });
  });
}

believesNoExcuse(tokenContract, tokenSteadSaboteurs, mockTokens);
believesNoExcuse(contactSourceContract, sourceSteadSaboteurs, plainSource);
believesNoExcuse(cacheContract, cacheSteadSaboteurs, memoryCache);

hasTeeth(tokenContract, tokenSaboteurs, mockTokens);
hasTeeth(tokenContract, tokenSaboteurs, nangoTokens);
hasTeeth(contactSourceContract, sourceSaboteurs, hubSpotContacts);
hasTeeth(cacheContract, cacheSaboteurs, memoryCache);

describeRedis('with a Redis', () => {
  let redis: ReachedRedis;

  before(async () => {
    redis = await startReached(() => RedisServer.start());
  });
  after(async () => await redis.stop());

  hasTeeth(
    cacheContract,
    cacheSaboteurs,
    redisCache('RedisCache', () => [redis]),
  );
});
