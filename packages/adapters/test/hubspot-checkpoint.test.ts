import { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import { AccessToken } from '@contacts-gateway/domain';
import { expect } from 'chai';
import nock from 'nock';
import { FakeClock } from './fake-clock.js';
import { playRecordedAnswersOnly } from './recorded-answers.js';

const HOST = 'http://hubspot.example';
const HOUR_MS = 3_600_000;

describe('the checkpoint of a walk through HubSpot', () => {
  let clock: FakeClock;

  playRecordedAnswersOnly();

  beforeEach(() => {
    clock = new FakeClock();
  });

  /** Walks through two pages, whose answers have these `Date` headers. */
  async function checkpoints(...dates: readonly (string | undefined)[]): Promise<(string | undefined)[]> {
    const tokens = { accessToken: () => Promise.resolve(new AccessToken('t-1')) };
    const source = new HubSpotContacts(tokens, { baseUrl: HOST, requestsPer10s: 0, clock });
    for (const [index, date] of dates.entries()) {
      const paging = index < dates.length - 1 ? { next: { after: String(index + 1) } } : undefined;
      nock(HOST)
        .get('/crm/objects/2026-09/contacts')
        .query(true)
        .reply(
          200,
          { results: [{ id: String(index + 1), properties: {} }], paging },
          date === undefined ? {} : { date },
        );
    }
    const walk = source.walk();
    const found = [walk.checkpoint];
    for await (const { records } of walk) found.push(records.length > 0 ? walk.checkpoint : 'no records');
    return found;
  }

  const httpDate = (ms: number): string => new Date(ms).toUTCString();
  /** Whatever a walk reads is the truth: nothing before its moment has to be looked for again. */
  const twoMinutesBefore = (ms: number): string =>
    Array(3)
      .fill(new Date(ms - 120_000).toISOString())
      .join('/');

  it('is the date of the first answer, by HubSpot’s clock, less two minutes', async () => {
    const date = Date.parse('2026-11-22T10:00:00Z');
    clock.time = date + 180_000;
    const expected = twoMinutesBefore(date);
    expect(await checkpoints(httpDate(date), httpDate(date + 60_000))).to.deep.equal([undefined, expected, expected]);
  });

  for (const [what, date] of [
    ['no date', undefined],
    ['no date of HTTP', '7'],
  ] as const)
    it(`takes the time of receipt for an answer with ${what}`, async () => {
      expect((await checkpoints(date))[1]).to.equal(twoMinutesBefore(clock.time));
    });

  it('is not taken in by a date that is years ahead, which would outrank every later walk', async () => {
    expect((await checkpoints('Fri, 01 Jan 2100 00:00:00 GMT'))[1]).to.equal(twoMinutesBefore(clock.time + HOUR_MS));
  });
});
