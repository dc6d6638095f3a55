import { MemoryCache } from '@contacts-gateway/adapters/memory';
import { expect } from 'chai';
import { bytes } from './bytes.js';

describe('MemoryCache', () => {
  let time: number;
  let cache: MemoryCache;

  beforeEach(() => {
    time = 1000;
    cache = new MemoryCache({ maxBytes: 1000, now: () => time });
  });

  const one = async (key: string): Promise<Uint8Array | undefined> => (await cache.get([key]))[0];

  it('hands out the very bytes that it was given', async () => {
    const value = bytes('page');
    await cache.set([{ key: 'a', value }], 100);
    expect(await one('a')).to.equal(value);
  });

  it('knows fractions of a millisecond', async () => {
    await cache.set([{ key: 'a', value: bytes('a') }], 100);
    time += 99.5;
    expect(await one('a')).to.not.equal(undefined);
    time += 0.5;
    expect(await one('a')).to.equal(undefined);
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
