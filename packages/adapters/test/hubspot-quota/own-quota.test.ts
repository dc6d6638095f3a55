import { expect } from 'chai';
import fc from 'fast-check';
import nock from 'nock';
import { playRecordedAnswersOnly } from '../recorded-answers.js';
import { ask, CountingHubSpot } from './counting-hubspot.js';

describe('the quota of one instance', () => {
  playRecordedAnswersOnly();

  it('is never exceeded within any 10 s, however calls come', async () => {
    const pauseMs = fc.oneof(fc.constant(0), fc.nat(400), fc.nat(12_000));
    const limits = fc.integer({ min: 1, max: 12 });
    await fc.assert(
      fc.asyncProperty(limits, fc.array(pauseMs, { maxLength: 40 }), async (requestsPer10s, pauses) => {
        nock.cleanAll();
        const hubSpot = new CountingHubSpot();
        const source = hubSpot.source({ requestsPer10s });
        for (const ms of pauses) {
          hubSpot.clock.time += ms;
          await ask(source);
        }
        return hubSpot.arrivals.length === pauses.length && hubSpot.most(10_000) <= requestsPer10s;
      }),
      { numRuns: 20 },
    );
    nock.cleanAll();
  });

  it('is not waited for by those whom it allows, nor where there is none', async () => {
    const hubSpot = new CountingHubSpot();
    for (const requestsPer10s of [50, 0]) {
      const source = hubSpot.source({ requestsPer10s });
      for (let count = 0; count < 50; count += 1) await ask(source);
    }
    expect(hubSpot.clock.slept).to.deep.equal([]);
    nock.cleanAll();
  });

  it('takes a start again that it comes too late for, as after a pause of the whole process', async () => {
    const hubSpot = new CountingHubSpot();
    const { now, random } = hubSpot.clock;
    let lateMs = 3000;
    const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
      await hubSpot.clock.sleep(ms + lateMs, signal);
      lateMs = 0;
    };
    const source = hubSpot.source({ requestsPer10s: 2, clock: { now, random, sleep } });
    for (let count = 0; count < 8; count += 1) await ask(source);
    expect(hubSpot.most(10_000)).to.equal(2);
    nock.cleanAll();
  });

  it('leaves no more requests in flight than it is allowed', async () => {
    const hubSpot = new CountingHubSpot();
    const source = hubSpot.source({ requestsPer10s: 0, concurrency: 3 });
    await Promise.all(Array.from({ length: 20 }, () => ask(source)));
    expect([hubSpot.mostOpen, hubSpot.arrivals.length]).to.deep.equal([3, 20]);
    nock.cleanAll();
  });

  it('gets a place back from whoever fails', async () => {
    const hubSpot = new CountingHubSpot();
    const source = hubSpot.source({ requestsPer10s: 0, concurrency: 1 });
    hubSpot.reply = () => ({ status: 503 });
    await Promise.allSettled([ask(source), ask(source)]);
    hubSpot.reply = () => ({});
    await ask(source);
    expect(hubSpot.arrivals).to.have.length(3);
    nock.cleanAll();
  });
});
