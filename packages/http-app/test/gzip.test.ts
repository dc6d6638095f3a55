import { crc32Shift, joinedCrc32 } from '#app/gzip/crc32.js';
import { deflate } from '#app/gzip/deflated.js';
import { gzipped } from '#app/gzip/gzipped.js';
import { Turns } from '#app/gzip/turns.js';
import { expect } from 'chai';
import fc from 'fast-check';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { crc32, gunzipSync } from 'node:zlib';

const pieces = fc.array(fc.uint8Array({ maxLength: 300 }), { maxLength: 8 });

describe('gzip from pieces', () => {
  it('is read as those pieces together, also when there is none, or one is empty', async () => {
    await fc.assert(
      fc.asyncProperty(pieces, async (all) => {
        const zipped = Buffer.concat((await Readable.from(gzipped(Readable.from(all))).toArray()) as Buffer[]);
        expect(gunzipSync(zipped).equals(Buffer.concat(all))).to.equal(true);
      }),
      { examples: [[[]], [[new Uint8Array()]]] },
    );
  });

  it('has parts that are the same wherever they stand', async () => {
    const [one, other] = [await deflate(Buffer.from('[')), await deflate(Buffer.from('['))];
    expect(one).to.deep.equal(other);
  });

  it('has the checksum of the whole, from those of its parts, also where these are long', () => {
    const long = fc.integer({ min: 0, max: 200_000 }).map((length) => new Uint8Array(length).fill(length));
    fc.assert(
      fc.property(fc.uint8Array(), fc.oneof(fc.uint8Array(), long), (first, second) => {
        const joined = joinedCrc32(crc32(first), crc32(second), crc32Shift(second.length));
        expect(joined).to.equal(crc32(Buffer.concat([first, second])));
      }),
    );
  });

  it('lets two pieces be deflated at once, and the others in turn', async () => {
    const turns = new Turns(2);
    let [running, most] = [0, 0];
    const begun: number[] = [];
    const work = (index: number) => async (): Promise<number> => {
      begun.push(index);
      most = Math.max(most, (running += 1));
      await delay(2);
      running -= 1;
      if (index === 3) throw new Error('out of memory');
      return index;
    };
    const taken = await Promise.allSettled([0, 1, 2, 3, 4, 5].map((index) => turns.take(work(index))));
    expect(begun).to.deep.equal([0, 1, 2, 3, 4, 5]);
    expect(most).to.equal(2);
    expect(taken.map(({ status }) => status === 'fulfilled')).to.deep.equal([true, true, true, false, true, true]);
  });
});
