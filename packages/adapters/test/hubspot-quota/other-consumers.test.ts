import type { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import { expect } from 'chai';
import nock from 'nock';
import { playRecordedAnswersOnly } from '../recorded-answers.js';
import { ask, CountingHubSpot } from './counting-hubspot.js';

const MAX = 40;

describe('a quota that others use as well', () => {
  let hubSpot: CountingHubSpot;
  let beganAt: number;
  /** What others ask for within 10 s, by the milliseconds since the beginning. */
  let demand: (ms: number) => number;
  /** Of ours. */
  let refused: number;

  playRecordedAnswersOnly();

  beforeEach(() => {
    hubSpot = new CountingHubSpot();
    beganAt = hubSpot.clock.time;
    demand = () => 0;
    refused = 0;
    const counted: number[] = [];
    let nextOfOthers = beganAt - 10_000;
    const counts = (at: number): boolean => {
      while (counted[0]! <= at - 10_000) counted.shift();
      return counted.length < MAX && counted.push(at) > 0;
    };
    hubSpot.reply = () => {
      const { time } = hubSpot.clock;
      for (; nextOfOthers <= time; nextOfOthers += 10) {
        const share = (demand(nextOfOthers - beganAt) * 10) / 10_000;
        const [due, before] = [nextOfOthers, nextOfOthers - 10].map((ms) => Math.floor((ms / 10) * share));
        if (due! > before!) counts(nextOfOthers);
      }
      const isCounted = counts(time);
      refused += isCounted ? 0 : 1;
      return { ...(!isCounted && { status: 429, body: {} }), headers: headers(MAX - counted.length) };
    };
  });

  afterEach(() => nock.cleanAll());

  const headers = (remaining: number, intervalMs = 10_000): Record<string, string> => ({
    'x-hubspot-ratelimit-max': `${MAX}`,
    'x-hubspot-ratelimit-remaining': `${remaining}`,
    'x-hubspot-ratelimit-interval-milliseconds': `${intervalMs}`,
  });

  /** How many requests come within so many seconds. */
  const within = async (seconds: number, source: HubSpotContacts): Promise<number> => {
    const before = hubSpot.arrivals.length;
    const end = hubSpot.clock.time + seconds * 1000;
    while (hubSpot.clock.time < end) await ask(source).catch(() => undefined);
    return hubSpot.arrivals.length - before;
  };

  it('is used up where there are none, be it without a ceiling of our own', async () => {
    for (const requestsPer10s of [MAX, 0]) {
      hubSpot.clock.time += 20_000;
      expect(await within(30, hubSpot.source({ requestsPer10s }))).to.be.within(3 * MAX - 5, 3 * MAX + 5);
    }
    expect(refused).to.equal(0);
  });

  it('is used to a little less than what they leave', async () => {
    demand = () => MAX / 2;
    const source = hubSpot.source({ requestsPer10s: MAX });
    expect(await within(60, source)).to.be.within(6 * 0.8 * (MAX / 2), (6 * MAX) / 2);
    expect(refused).to.equal(0);
  });

  it('is not used up within a moment, so that answers tell all the time what they leave', async () => {
    demand = () => MAX / 2;
    const source = hubSpot.source({ requestsPer10s: MAX });
    await within(10, source);
    const before = hubSpot.arrivals.length;
    await within(20, source);
    expect(hubSpot.most(1000, before)).to.be.at.most(4);
  });

  it('is used up again a window after they have gone', async () => {
    demand = (ms) => (ms < 30_000 ? MAX / 2 : 0);
    const source = hubSpot.source({ requestsPer10s: MAX });
    expect(await within(30, source)).to.be.at.most((3 * MAX) / 2);
    await within(12, source);
    expect(await within(20, source)).to.be.at.least(2 * MAX - 5);
    expect(refused).to.equal(0);
  });

  it('is asked for a little even where they leave nothing, to learn when they do', async () => {
    demand = () => MAX;
    const source = hubSpot.source({ requestsPer10s: MAX });
    await within(20, source);
    expect(await within(60, source)).to.be.within(6, 20);
  });

  it('is never used beyond our own ceiling, and others count only where they leave less', async () => {
    demand = () => MAX / 4;
    const source = hubSpot.source({ requestsPer10s: 20 });
    await within(40, source);
    expect(hubSpot.most(10_000)).to.equal(20);
  });

  it('is not taken for used by our own requests that were refused', async () => {
    hubSpot.reply = () => ({ status: 429, body: {}, headers: headers(MAX / 2) });
    expect(await within(9, hubSpot.source({ requestsPer10s: MAX }))).to.be.at.most(MAX / 2);
  });

  it('is not lowered by one answer that comes late, nor by what is about another window', async () => {
    const quiet = hubSpot.reply;
    let answers = 0;
    hubSpot.reply = () => ((answers += 1) % 3 === 0 ? { headers: headers(0) } : quiet());
    expect(await within(20, hubSpot.source({ requestsPer10s: MAX }))).to.be.at.least(2 * MAX - 5);
    hubSpot.clock.time += 20_000;
    hubSpot.reply = () => ({ headers: headers(0, 1000) });
    expect(await within(20, hubSpot.source({ requestsPer10s: MAX }))).to.be.at.least(2 * MAX - 5);
  });
});
