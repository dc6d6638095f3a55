import type { CachePort } from '@contacts-gateway/domain';
import { expect } from 'chai';

/** A cache, empty, and the time that it goes by. */
export interface CacheRig {
  readonly cache: CachePort;
  /** Lets milliseconds pass: at least as many, and not many more. */
  readonly elapse: (ms: number) => Promise<void>;
}

export const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const everyByte = Uint8Array.from({ length: 256 }, (_, byte) => byte);

/** What any cache does. A time to live is long beside what a call may take, and short beside a test. */
export function behavesAsCache(rig: () => CacheRig): void {
  const TTL_MS = 400;
  const HALF_MS = 200;
  let cache: CachePort;
  let elapse: CacheRig['elapse'];

  beforeEach(() => {
    ({ cache, elapse } = rig());
  });

  const one = async (key: string): Promise<Uint8Array | undefined> => (await cache.get([key]))[0];

  it('answers in the order of the keys, and undefined for what is absent', async () => {
    const [a, b] = [bytes('a'), bytes('')];
    await cache.set(
      [
        { key: 'a', value: a },
        { key: 'b', value: b },
      ],
      TTL_MS,
    );
    expect(await cache.get(['b', 'never', 'a', 'b'])).to.deep.equal([b, undefined, a, b]);
  });

  it('keeps bytes of any kind under keys of any script', async () => {
    const keys = ['a:b/c {d}', 'ключ', '鍵\n', '', 'x'.repeat(2000)];
    await cache.set(
      keys.map((key) => ({ key, value: everyByte })),
      TTL_MS,
    );
    expect(await cache.get(keys)).to.deep.equal(keys.map(() => everyByte));
    expect((await cache.get(keys)).every((found) => Object.getPrototypeOf(found) === Uint8Array.prototype)).to.equal(
      true,
    );
  });

  it('takes the part of a larger memory that it is given, and no more', async () => {
    await cache.set([{ key: 'a', value: bytes('before-page-behind').subarray(7, 11) }], TTL_MS);
    expect(await one('a')).to.deep.equal(bytes('page'));
  });

  it('keeps a thousand entries apart', async () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `key-${index}`);
    await cache.set(
      keys.map((key) => ({ key, value: bytes(key) })),
      60_000,
    );
    expect(await cache.get(keys)).to.deep.equal(keys.map(bytes));
    expect(await cache.touch(keys, 60_000)).to.not.include(false);
    await cache.delete(keys);
    expect((await cache.get(keys)).every((found) => found === undefined)).to.equal(true);
  });

  it('asks nothing of no keys', async () => {
    expect(await cache.get([])).to.deep.equal([]);
    expect(await cache.touch([], TTL_MS)).to.deep.equal([]);
    await cache.set([], TTL_MS);
    await cache.delete([]);
  });

  it('forgets an entry when its time is over, and not before', async () => {
    await cache.set([{ key: 'a', value: bytes('a') }], TTL_MS);
    await elapse(HALF_MS);
    expect(await one('a')).to.not.equal(undefined);
    await elapse(HALF_MS);
    expect(await one('a')).to.equal(undefined);
  });

  it('takes times that are no whole milliseconds, however short or long', async () => {
    for (const ttlMs of [TTL_MS + 0.3, 1e300, Infinity]) {
      await cache.set([{ key: 'a', value: bytes('a') }], ttlMs);
      expect(await one('a')).to.deep.equal(bytes('a'));
      expect(await cache.touch(['a'], ttlMs)).to.deep.equal([true]);
      expect(await cache.replace('a', bytes('a'), bytes('a'), ttlMs)).to.equal(true);
    }
    await cache.set([{ key: 'a', value: bytes('a') }], 0.3);
    await elapse(2);
    expect(await one('a')).to.equal(undefined);
  });

  it('stores nothing for a time of 0 or less, and removes what was there', async () => {
    for (const ttlMs of [0, -1, -0.5, -Infinity]) {
      await cache.set([{ key: 'a', value: bytes('a') }], TTL_MS);
      await cache.set([{ key: 'a', value: bytes('b') }], ttlMs);
      expect(await one('a')).to.equal(undefined);
    }
  });

  it('gives what is touched a new time, and says what existed', async () => {
    await cache.set([{ key: 'a', value: bytes('a') }], TTL_MS);
    await elapse(HALF_MS);
    expect(await cache.touch(['a', 'never'], 2 * TTL_MS)).to.deep.equal([true, false]);
    await elapse(TTL_MS);
    expect(await one('a')).to.deep.equal(bytes('a'));
    await elapse(TTL_MS);
    expect(await cache.touch(['a'], TTL_MS)).to.deep.equal([false]);
    expect(await one('a')).to.equal(undefined);
  });

  it('removes what is touched for a time of 0 or less, and says what existed', async () => {
    for (const ttlMs of [0, -1]) {
      await cache.set([{ key: 'a', value: bytes('a') }], TTL_MS);
      expect(await cache.touch(['a', 'never'], ttlMs)).to.deep.equal([true, false]);
      expect(await one('a')).to.equal(undefined);
    }
  });

  it('deletes what is there, and does not mind what is not', async () => {
    await cache.set([{ key: 'a', value: bytes('a') }], TTL_MS);
    await cache.delete(['a', 'never']);
    expect(await one('a')).to.equal(undefined);
  });

  it('replaces an entry only if it is what was expected, by its bytes', async () => {
    const [mine, yours] = [bytes('mine'), bytes('your')];
    expect(await cache.replace('lease', undefined, mine, TTL_MS)).to.equal(true);
    expect(await cache.replace('lease', undefined, yours, TTL_MS)).to.equal(false);
    expect(await cache.replace('lease', yours, yours, TTL_MS)).to.equal(false);
    expect(await one('lease')).to.deep.equal(mine);
    expect(await cache.replace('lease', bytes('mine'), yours, TTL_MS)).to.equal(true);
    expect(await cache.replace('lease', yours, undefined, TTL_MS)).to.equal(true);
    expect(await one('lease')).to.equal(undefined);
    expect(await cache.replace('lease', undefined, undefined, TTL_MS)).to.equal(true);
  });

  it('tells no bytes from absence, and bytes from other bytes, when it replaces', async () => {
    const [none, nul] = [bytes(''), new Uint8Array(1)];
    expect(await cache.replace('a', none, nul, TTL_MS)).to.equal(false);
    expect(await cache.replace('a', undefined, none, TTL_MS)).to.equal(true);
    expect(await one('a')).to.deep.equal(none);
    expect(await cache.replace('a', undefined, nul, TTL_MS)).to.equal(false);
    expect(await cache.replace('a', nul, nul, TTL_MS)).to.equal(false);
    expect(await cache.replace('a', none, everyByte, TTL_MS)).to.equal(true);
    expect(await cache.replace('a', everyByte.toReversed(), none, TTL_MS)).to.equal(false);
    expect(await cache.replace('a', everyByte, none, TTL_MS)).to.equal(true);
  });

  it('gives what it replaces a new time, and removes it for a time of 0 or less', async () => {
    await cache.replace('lease', undefined, bytes('mine'), TTL_MS);
    await elapse(HALF_MS);
    expect(await cache.replace('lease', bytes('mine'), bytes('mine'), 2 * TTL_MS)).to.equal(true);
    await elapse(TTL_MS);
    expect(await one('lease')).to.deep.equal(bytes('mine'));
    expect(await cache.replace('lease', bytes('mine'), bytes('mine'), 0)).to.equal(true);
    expect(await one('lease')).to.equal(undefined);
  });

  it('takes an expired entry for an absent one when it replaces', async () => {
    await cache.replace('lease', undefined, bytes('mine'), TTL_MS);
    await elapse(TTL_MS);
    expect(await cache.replace('lease', bytes('mine'), bytes('mine'), TTL_MS)).to.equal(false);
    expect(await cache.replace('lease', undefined, bytes('yours'), TTL_MS)).to.equal(true);
  });

  it('lets one of many win when they replace the same entry', async () => {
    const contenders = Array.from({ length: 20 }, (_, index) =>
      cache.replace('lease', undefined, bytes(`${index}`), TTL_MS),
    );
    expect((await Promise.all(contenders)).filter(Boolean)).to.have.length(1);
  });
}
