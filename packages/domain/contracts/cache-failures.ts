import type { CachePort, ContactsError } from '@contacts-gateway/domain';
import { bytes, isBytes } from './bytes.js';
import { type CacheRig, LONG_MS } from './cache-rig.js';
import type { Section } from './contract.js';
import { failsWith, failureOf, isFailure, isSilentAbout } from './failure.js';
import { until, within } from './waiting.js';

const SOON_MS = 5000;
const KEY = 'oleander-key';
const VALUE = 'oleander-value';

/** How a cache fails that cannot be used. */
export const cacheFailing: Section<CacheRig> = {
  title: 'How it fails',
  requirements: [
    {
      title: 'fails with cache_unavailable, and soon, whatever it is asked',
      needs: ['cache_unavailable'],
      async prove({ cache, cache_unavailable }) {
        await cache.set([{ key: KEY, value: bytes(VALUE) }], LONG_MS);
        await cache_unavailable();
        await within(SOON_MS, `it has not failed within ${SOON_MS} ms`, failuresOf(cache));
      },
    },
    {
      title: 'can be used again, and soon, once what was wrong is over',
      needs: ['cache_unavailable'],
      async prove({ cache, cache_unavailable }) {
        const restore = await cache_unavailable();
        await failsWith('cache_unavailable', 'get', cache.get([KEY]));
        await restore();
        await until(async () => await isDone(cache.get([KEY])), SOON_MS, 'an answer came');
        await cache.set([{ key: KEY, value: bytes(VALUE) }], LONG_MS);
        isBytes((await cache.get([KEY]))[0], bytes(VALUE), 'what was set afterwards');
      },
    },
    {
      title: 'never says that nothing was there to replace, or to remove, when it was and the answer was lost',
      needs: ['loseAnswer'],
      async prove({ cache, loseAnswer }) {
        const entry = { key: KEY, value: bytes(VALUE) };
        for (const [what, change] of [
          ['replaced', () => cache.replace(KEY, entry.value, bytes('next'), LONG_MS)],
          ['removed', async () => (await cache.touch([KEY], 0))[0]],
        ] as const) {
          await until(async () => await isDone(cache.set([entry], LONG_MS)), SOON_MS, 'a value was set');
          await loseAnswer();
          const said = await change().catch((error: unknown) => isFailure('cache_unavailable', 'it', error));
          const there = async (): Promise<Uint8Array | undefined> => (await cache.get([KEY]))[0];
          await until(async () => await isDone(there()), SOON_MS, 'an answer came');
          if (said === false) isBytes(await there(), entry.value, `what it says was not ${what}`);
        }
      },
    },
    {
      title: 'shows neither a key nor a value in cache_unavailable',
      needs: ['cache_unavailable'],
      async prove({ cache, cache_unavailable }) {
        await cache_unavailable();
        for (const error of await failuresOf(cache)) isSilentAbout({ key: KEY, value: VALUE }, error);
      },
    },
  ],
};

const isDone = async (asking: Promise<unknown>): Promise<boolean> => (await failureOf(asking)) === undefined;

const failuresOf = async (cache: CachePort): Promise<readonly ContactsError[]> =>
  await Promise.all([
    failsWith('cache_unavailable', 'get', cache.get([KEY])),
    failsWith('cache_unavailable', 'set', cache.set([{ key: KEY, value: bytes(VALUE) }], LONG_MS)),
    failsWith('cache_unavailable', 'touch', cache.touch([KEY], LONG_MS)),
    failsWith('cache_unavailable', 'delete', cache.delete([KEY])),
    failsWith('cache_unavailable', 'replace', cache.replace(KEY, bytes(VALUE), bytes(VALUE), LONG_MS)),
  ]);
