import { expect } from 'chai';
import nock from 'nock';
import { setTimeout as delay } from 'node:timers/promises';
import { playRecordedAnswersOnly } from '../recorded-answers.js';
import { rejection } from '../rejection.js';
import { ask, CountingHubSpot } from './counting-hubspot.js';

const HOUR_MS = 3_600_000;
const CHECKPOINT = Array.from({ length: 3 }, () => '2026-11-22T11:00:00.000Z').join('/');
const daily = { status: 'error', errorType: 'RATE_LIMIT', policyName: 'DAILY', correlationId: 'c-daily' };

const stops = [
  { what: 'a daily limit', reply: { status: 429, body: daily }, forMs: HOUR_MS, code: 'source_rate_limited' },
  {
    what: 'a daily limit until a stated time',
    reply: { status: 429, body: daily, headers: { 'retry-after': '7200' } },
    forMs: 2 * HOUR_MS,
    code: 'source_rate_limited',
  },
  {
    what: 'a move of the account',
    reply: { status: 477, body: '', headers: { 'retry-after': '600' } },
    forMs: 600_000,
    code: 'source_unreachable',
  },
  {
    what: 'a move of the account until an unknown time',
    reply: { status: 477, body: '' },
    forMs: HOUR_MS,
    code: 'source_unreachable',
  },
] as const;

describe('calls to HubSpot', () => {
  playRecordedAnswersOnly();
  afterEach(() => nock.cleanAll());

  for (const { what, reply, forMs, code } of stops) {
    it(`stop for ${what}, and go on after it`, async () => {
      const hubSpot = new CountingHubSpot();
      const source = hubSpot.source({ requestsPer10s: 0 });
      expect(source.pause()).to.equal(undefined);
      hubSpot.reply = () => reply;
      expect(await rejection(ask(source))).to.include({ code, retryAfterMs: forMs });
      hubSpot.reply = () => ({});
      hubSpot.clock.time += forMs - 1000;
      for (const call of [() => ask(source), () => source.changesSince(CHECKPOINT, 1), () => firstPage(source)]) {
        expect(await rejection(call())).to.include({ code, retryAfterMs: 1000 });
      }
      expect(source.pause()).to.include({ code, retryAfterMs: 1000 });
      expect(hubSpot.arrivals).to.have.length(1);
      hubSpot.clock.time += 1000;
      await ask(source);
      expect(source.pause()).to.equal(undefined);
    });
  }

  it('stop also where they wait for the quota, or to be tried again', async () => {
    const hubSpot = new CountingHubSpot();
    const { now, random } = hubSpot.clock;
    const sleep = async (ms: number, signal: AbortSignal): Promise<void> => {
      await delay(50);
      await hubSpot.clock.sleep(ms, signal);
    };
    const clock = { now, random, sleep };
    const source = hubSpot.source({ requestsPer10s: 2, concurrency: 4, maxAttempts: 5, clock });
    hubSpot.reply = () => (hubSpot.arrivals.length === 1 ? { status: 503, body: '' } : { status: 429, body: daily });
    const failures = await Promise.all(Array.from({ length: 6 }, () => rejection(ask(source))));
    expect(failures.map((failure) => (failure as { code: string }).code)).to.deep.equal(
      failures.map(() => 'source_rate_limited'),
    );
    expect(hubSpot.arrivals).to.have.length(2);
  });

  it('quote what HubSpot called the exchange that stopped them', async () => {
    const hubSpot = new CountingHubSpot();
    const source = hubSpot.source({});
    hubSpot.reply = () => ({ status: 429, body: daily });
    await rejection(ask(source));
    expect(await rejection(ask(source))).to.include({ correlationId: 'c-daily' });
  });
});

const firstPage = async (source: ReturnType<CountingHubSpot['source']>): Promise<unknown> =>
  await source.walk()[Symbol.asyncIterator]().next();
