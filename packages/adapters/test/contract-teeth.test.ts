import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import {
  type Adapter,
  cacheContract,
  contactSourceContract,
  type Contract,
  honours,
  tokenContract,
} from '@contacts-gateway/domain/contracts';
import { expect } from 'chai';
import { AssertionError } from 'node:assert/strict';
import { describeRedis } from './redis/describe-redis.js';
import { rejection } from './rejection.js';
import { hubSpotContacts } from './rigs/hubspot-contacts.js';
import { memoryCache } from './rigs/memory-cache.js';
import { mockTokens } from './rigs/mock-tokens.js';
import { nangoTokens } from './rigs/nango-tokens.js';
import { redisCache } from './rigs/redis-cache.js';
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
  const it = Object.assign((title: string, test: () => Promise<void>) => tests.set(title, test), { skip: () => 0 });
  honours(adapter, contract, { describe: (_, body) => body(), it });
  return tests;
}

function hasTeeth<Rig extends object>(
  contract: Contract<NoInfer<Rig>>,
  saboteurs: Saboteurs<NoInfer<Rig>>,
  adapter: Adapter<Rig>,
): void {
  const changed = (change: (rig: Rig) => Partial<Rig>): Adapter<Rig> => ({
    ...adapter,
    open: async () => {
      const rig = await adapter.open();
      return { ...rig, ...change(rig) };
    },
  });

  describe(`the contract of ${contract.port}, for a ${adapter.name}`, () => {
    for (const title of testsOf(adapter, contract).keys()) {
      for (const [what, spoil] of Object.entries(saboteurs[title] ?? {}))
        it(`that ${what}, is broken where it "${title}"`, async () => {
          const error = await rejection(testsOf(changed(spoil), contract).get(title)!());
          expect(error).to.be.instanceOf(AssertionError);
          expect(String(error)).to.include(`${adapter.name} breaks a promise of ${contract.port}, "${title}": `);
        });
    }

    it('has someone who breaks each requirement, and no one who breaks what it does not require', () => {
      expect(contract.requirements.map(({ title }) => title)).to.have.members(Object.keys(saboteurs));
    });

    it('uses no part of a rig without saying that it needs it', async () => {
      const optional = contract.requirements.flatMap(({ needs = [] }): readonly string[] => needs);
      const tests = testsOf(adapter, contract);
      for (const { title, needs = [] } of contract.requirements.filter((each) => tests.has(each.title))) {
        const unneeded = optional.filter((part) => !(needs as readonly string[]).includes(part));
        const without = changed(() => Object.fromEntries(unneeded.map((part) => [part, undefined])) as Partial<Rig>);
        await testsOf(without, contract).get(title)!();
      }
    });
  });
}

hasTeeth(tokenContract, tokenSaboteurs, mockTokens);
hasTeeth(tokenContract, tokenSaboteurs, nangoTokens);
hasTeeth(contactSourceContract, sourceSaboteurs, hubSpotContacts);
hasTeeth(cacheContract, cacheSaboteurs, memoryCache);

describeRedis('with a Redis', () => {
  let server: RedisServer;

  before(async () => {
    server = await RedisServer.start();
  });
  after(async () => await server.stop());

  hasTeeth(
    cacheContract,
    cacheSaboteurs,
    redisCache('RedisCache', () => server),
  );
});
