import { MemoryCache } from '@contacts-gateway/adapters/memory';
import { expect } from 'chai';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('MemoryCache', () => {
  let time: number;
  let cache: MemoryCache;

  beforeEach(() => {
    time = 1000;
    cache = new MemoryCache({ maxBytes: 1000, now: () => time });
  });

  const one = async (key: string): Promise<Uint8Array | undefined> => (await cache.get([key]))[0];

  it('answers in the order of the keys, and undefined for what is absent', async () => {
    const [a, b] = [bytes('a'), bytes('')];
    await cache.set(
      [
        { key: 'a', value: a },
        { key: 'b', value: b },
      ],
      100,
    );
    expect(await cache.get(['b', 'never', 'a'])).to.deep.equal([b, undefined, a]);
  });

  it('hands out the very bytes that it was given', async () => {
    const value = bytes('page');
    await cache.set([{ key: 'a', value }], 100);
    expect(await one('a')).to.equal(value);
  });

  it('forgets an entry when its time is over, and not before', async () => {
    await cache.set([{ key: 'a', value: bytes('a') }], 100);
    time += 99.5;
    expect(await one('a')).to.not.equal(undefined);
    time += 0.5;
    expect(await one('a')).to.equal(undefined);
  });

  it('stores nothing for a time of 0 or less, and removes what was there', async () => {
    for (const ttlMs of [0, -1]) {
      await cache.set([{ key: 'a', value: bytes('a') }], 100);
      await cache.set([{ key: 'a', value: bytes('b') }], ttlMs);
      expect(await one('a')).to.equal(undefined);
    }
  });

  it('gives what is touched a new time, and says what existed', async () => {
    await cache.set([{ key: 'a', value: bytes('a') }], 100);
    time += 90;
    expect(await cache.touch(['a', 'never'], 100)).to.deep.equal([true, false]);
    time += 90;
    expect(await one('a')).to.deep.equal(bytes('a'));
    time += 10;
    expect(await cache.touch(['a'], 100)).to.deep.equal([false]);
    expect(await one('a')).to.equal(undefined);
  });

  it('deletes what is there, and does not mind what is not', async () => {
    await cache.set([{ key: 'a', value: bytes('a') }], 100);
    await cache.delete(['a', 'never']);
    expect(await one('a')).to.equal(undefined);
  });

  it('replaces an entry only if it is what was expected, by its bytes', async () => {
    const [mine, yours] = [bytes('mine'), bytes('your')];
    expect(await cache.replace('lease', undefined, mine, 100)).to.equal(true);
    expect(await cache.replace('lease', undefined, yours, 100)).to.equal(false);
    expect(await cache.replace('lease', yours, yours, 100)).to.equal(false);
    expect(await one('lease')).to.equal(mine);
    expect(await cache.replace('lease', bytes('mine'), yours, 100)).to.equal(true);
    expect(await cache.replace('lease', yours, undefined, 100)).to.equal(true);
    expect(await one('lease')).to.equal(undefined);
  });

  it('takes an expired entry for an absent one when it replaces', async () => {
    await cache.replace('lease', undefined, bytes('mine'), 100);
    time += 100;
    expect(await cache.replace('lease', bytes('mine'), bytes('mine'), 100)).to.equal(false);
    expect(await cache.replace('lease', undefined, bytes('yours'), 100)).to.equal(true);
  });

  it('lets one of many win when they replace the same entry', async () => {
    const contenders = Array.from({ length: 20 }, (_, index) =>
      cache.replace('lease', undefined, bytes(`${index}`), 100),
    );
    expect((await Promise.all(contenders)).filter(Boolean)).to.have.length(1);
  });

  it('stays within its bound: what was used longest ago goes first', async () => {
    const value = new Uint8Array(299);
    for (const key of ['a', 'b', 'c']) await cache.set([{ key, value }], 100);
    await cache.get(['a']);
    await cache.set([{ key: 'd', value }], 100);
    expect((await cache.get(['a', 'b', 'c', 'd'])).map((found) => found !== undefined)).to.deep.equal([
      true,
      false,
      true,
      true,
    ]);
    await cache.set([{ key: 'e', value: new Uint8Array(1000) }], 100);
    expect(await one('e')).to.equal(undefined);
  });

  it('refuses a bound that nothing would fit in', () => {
    expect(() => new MemoryCache({ maxBytes: 0 })).to.throw(TypeError, 'maxBytes');
  });

  it('makes room with what has expired before it drops what is alive', async () => {
    const value = new Uint8Array(299);
    await cache.set([{ key: 'alive', value }], 1000);
    for (const key of ['b', 'c']) await cache.set([{ key, value }], 10);
    time += 10;
    await cache.set(
      [
        { key: 'd', value },
        { key: 'e', value },
      ],
      1000,
    );
    expect((await cache.get(['alive', 'd', 'e'])).every((found) => found !== undefined)).to.equal(true);
  });
});
