import { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import { AccessToken, type SourceChanges, type WalkAgain } from '@contacts-gateway/domain';
import { expect } from 'chai';
import nock from 'nock';
import { FakeClock } from '../fake-clock.js';
import { playRecordedAnswersOnly } from '../recorded-answers.js';
import { rejection } from '../rejection.js';

const HOST = 'http://hubspot.example';
const MINUTE_MS = 60_000;
const SINCE = Date.parse('2026-11-22T11:58:00.000Z');

type Filter = readonly [property: string, operator: string, value: number | string];

describe('HubSpotContacts, asked what has changed,', () => {
  let clock: FakeClock;
  let source: HubSpotContacts;

  playRecordedAnswersOnly();

  beforeEach(() => {
    clock = new FakeClock();
    const tokens = { accessToken: () => Promise.resolve(new AccessToken('t-1')) };
    source = new HubSpotContacts(tokens, { baseUrl: HOST, requestsPer10s: 0, maxAttempts: 2, clock });
  });

  const checkpoint = (recent: number, settled = recent, swept = recent): string =>
    [recent, settled, swept].map((ms) => new Date(ms).toISOString()).join('/');
  const since = (text = checkpoint(SINCE), size = Infinity): Promise<SourceChanges | WalkAgain> =>
    source.changesSince(text, size);

  const search = (sortedBy: string, ...filters: Filter[]): nock.Interceptor =>
    nock(HOST).post('/crm/objects/2026-09/contacts/search', {
      filterGroups: [
        {
          filters: filters.map(([propertyName, operator, value]) => ({ propertyName, operator, value: String(value) })),
        },
      ],
      sorts: [{ propertyName: sortedBy, direction: 'ASCENDING' }],
      properties: ['lastmodifieddate'],
      limit: 200,
    });
  const modified = (operator: string, ms: number): Filter => ['lastmodifieddate', operator, ms];
  const byDate = (...filters: Filter[]): nock.Interceptor => search('lastmodifieddate', ...filters);
  const byId = (moment: number, above = 0): nock.Interceptor =>
    search('hs_object_id', modified('EQ', moment), ['hs_object_id', 'GT', above]);

  const hit = (id: number | string, modifiedAt: number): Record<string, unknown> => ({
    id: String(id),
    properties: { lastmodifieddate: new Date(modifiedAt).toISOString(), hs_object_id: String(id) },
  });
  /** Ids from one on, all of one date or each of a later one. */
  const hits = (count: number, from: number, modifiedAt: number, stepMs = 0): unknown[] =>
    Array.from({ length: count }, (_, index) => hit(from + index, modifiedAt + index * stepMs));
  const found = (results: unknown[], total = results.length): nock.Body => ({ total, results }) as nock.Body;
  const dated = (sentAt = clock.time): Record<string, string> => ({ date: new Date(sentAt).toUTCString() });

  it('searches for what was modified since, and names it', async () => {
    byDate(modified('GTE', SINCE)).reply(200, found([hit(57156923994, SINCE), hit(1801, SINCE + 5)]), dated());
    const { changed, perhapsGone } = (await since()) as SourceChanges;
    expect([changed, perhapsGone]).to.deep.equal([['57156923994', '1801'], []]);
  });

  it('states the moment of its first answer, less two minutes, and what has settled by then', async () => {
    const sentAt = SINCE + 30 * MINUTE_MS;
    byDate(modified('GTE', SINCE)).reply(200, found([]), dated(sentAt));
    const settled = sentAt - 62 * MINUTE_MS;
    byDate(modified('GTE', settled - 1000), modified('LT', settled)).reply(200, found([hit(7, settled - 1)]), dated());
    const answer = (await since(checkpoint(SINCE, settled - 1000, sentAt))) as SourceChanges;
    expect(answer.changed).to.deep.equal(['7']);
    expect(answer.checkpoint).to.match(new RegExp(`^${checkpoint(sentAt - 120_000, settled, sentAt)}/`));
  });

  it('goes on from the date of the last contact it has found', async () => {
    byDate(modified('GTE', SINCE)).reply(200, found(hits(200, 1, SINCE, 10), 201), dated());
    byDate(modified('GTE', SINCE + 1990)).reply(200, found(hits(2, 200, SINCE + 1990, 10)), dated());
    expect(((await since()) as SourceChanges).changed).to.have.length(201);
  });

  it('goes on while there is a next page, whatever is counted', async () => {
    const first = { total: 2, results: hits(2, 1, SINCE, 10), paging: { next: { after: '2' } } };
    byDate(modified('GTE', SINCE)).reply(200, first as nock.Body, dated());
    byDate(modified('GTE', SINCE + 10)).reply(200, found(hits(2, 2, SINCE + 10, 10)), dated());
    expect(((await since()) as SourceChanges).changed).to.deep.equal(['1', '2', '3']);
  });

  it('reads what was modified in one moment by ids, and then what was modified later', async () => {
    const moment = SINCE + 7;
    byDate(modified('GTE', SINCE)).reply(200, found(hits(200, 1, moment), 301), dated());
    byId(moment).reply(200, found(hits(200, 1, moment), 300), dated());
    byId(moment, 200).reply(200, found(hits(100, 201, moment)), dated());
    byDate(modified('GTE', moment + 1)).reply(200, found([hit(999, moment + 1)]), dated());
    expect(((await since()) as SourceChanges).changed).to.have.length(301);
  });

  it('understands dates in milliseconds, and ids that are numbers', async () => {
    const results = [{ id: 7, properties: { lastmodifieddate: String(SINCE) } }];
    byDate(modified('GTE', SINCE)).reply(200, found(results), dated());
    expect(((await since()) as SourceChanges).changed).to.deep.equal(['7']);
  });

  it('waits a second when search is over its limit', async () => {
    byDate(modified('GTE', SINCE)).reply(429, { message: 'You have reached your secondly limit.', status: 'error' });
    byDate(modified('GTE', SINCE)).reply(200, found([]), dated());
    expect((await since()).kind).to.equal('changes');
    expect(clock.slept).to.deep.equal([1000]);
  });

  describe('says that it is better to walk', () => {
    const walkAgain = async (...asked: Parameters<typeof since>): Promise<string> => {
      const answer = await since(...asked);
      return answer.kind === 'walk-again' ? answer.reason : 'it goes on';
    };

    for (const text of [
      '',
      '2026-11-22T11:58:00.000Z',
      'a/b/c',
      checkpoint(SINCE).replace('T11', 'T99'),
      '/'.repeat(9),
    ])
      it(`from "${text}"`, async () => {
        expect(await walkAgain(text)).to.equal('the checkpoint is none of this source');
      });

    it('when ids come neither as numbers nor as texts would', async () => {
      const results = [...hits(198, 1000, SINCE), hit(99, SINCE), hit(1500, SINCE)];
      byDate(modified('GTE', SINCE)).reply(200, found(hits(200, 1, SINCE), 300), dated());
      byId(SINCE).reply(200, found(results, 300), dated());
      expect(await walkAgain()).to.contain('in no order');
    });

    it('when ids of a later page come before those of an earlier one', async () => {
      byDate(modified('GTE', SINCE)).reply(200, found(hits(200, 1000, SINCE), 300), dated());
      byId(SINCE).reply(200, found(hits(200, 1000, SINCE), 300), dated());
      byId(SINCE, 1199).reply(200, found(hits(200, 1000, SINCE), 300), dated());
      expect(await walkAgain()).to.contain('in no order');
    });

    it('when contacts come in no order of their dates, or from before, and there are more', async () => {
      for (const results of [hits(200, 1, SINCE + 1000, -1), hits(200, 1, SINCE - 1, 1)]) {
        byDate(modified('GTE', SINCE)).reply(200, found(results, 201), dated());
        expect(await walkAgain()).to.contain('in no order of their dates');
      }
      byDate(modified('GTE', SINCE)).reply(200, found(hits(200, 1, SINCE + 1000, -1)), dated());
      expect(await walkAgain()).to.equal('it goes on');
    });

    for (const [what, results, total] of [
      ['none', [], 1],
      ['fewer than it counts', hits(4, 1, SINCE), 5],
      ['no full page of those it counts', hits(199, 1, SINCE, 1), 1000],
    ] as const)
      it(`when an answer holds ${what}, also a moment later`, async () => {
        byDate(modified('GTE', SINCE))
          .times(2)
          .reply(200, found([...results], total), dated());
        expect(await walkAgain()).to.equal('a search found fewer contacts than it counted');
        expect(clock.slept).to.deep.equal([1000]);
      });

    it('when an answer is empty and has a next page, also a moment later', async () => {
      const empty = { total: 0, results: [], paging: { next: { after: '200' } } };
      byDate(modified('GTE', SINCE)).times(2).reply(200, empty, dated());
      expect(await walkAgain()).to.equal('a search found fewer contacts than it counted');
    });

    it('not when an answer that was short is whole a moment later', async () => {
      byDate(modified('GTE', SINCE)).reply(200, found(hits(4, 1, SINCE), 5), dated());
      byDate(modified('GTE', SINCE)).reply(200, found(hits(4, 1, SINCE)), dated());
      expect(((await since()) as SourceChanges).changed).to.have.length(4);
    });

    it('when more was modified than 10,000 contacts and than 5 % of all', async () => {
      for (const [total, size, told] of [
        [10_001, 100_000, true],
        [10_000, 100_000, false],
        [50_001, 1_000_000, true],
        [50_000, 1_000_000, false],
        [1_000_000, Infinity, false],
      ] as const) {
        clock.time += 5 * MINUTE_MS;
        byDate(modified('GTE', SINCE)).reply(200, found(hits(200, 1, SINCE, 1), total), dated(SINCE + 120_000));
        if (!told) byDate(modified('GTE', SINCE + 199)).reply(200, found([]), dated());
        const reason = await walkAgain(undefined, size);
        expect(reason, `${total} of ${size}`).to.equal(
          told ? 'so much was modified that reading everything costs less' : 'it goes on',
        );
      }
    });

    it('for that reason once in 5 minutes, and reads on by search in between', async () => {
      for (const [minutes, kind] of [
        [0, 'walk-again'],
        [1, 'changes'],
        [3, 'changes'],
        [1, 'walk-again'],
        [4, 'changes'],
      ] as const) {
        clock.time += minutes * MINUTE_MS;
        byDate(modified('GTE', SINCE)).reply(200, found(hits(200, 1, SINCE, 1), 20_000), dated(SINCE + 120_000));
        if (kind === 'changes') byDate(modified('GTE', SINCE + 199)).reply(200, found([]), dated());
        expect((await since(undefined, 100_000)).kind).to.equal(kind);
      }
    });
  });

  it('says to walk again when an answer is none of a search, or has a status that nobody expects', async () => {
    const odd = { id: '1', properties: { lastmodifieddate: 'Ada' } };
    for (const body of ['<html>Ada</html>', {}, { results: [] }, found([odd]), found([{ id: '1' }]), found(['Ada'])]) {
      byDate(modified('GTE', SINCE)).reply(200, body, dated());
      expect(await since()).to.deep.equal({ kind: 'walk-again', reason: 'what was modified cannot be searched for' });
    }
    byDate(modified('GTE', SINCE)).reply(404, '<html>Ada</html>');
    expect(await since()).to.include({ kind: 'walk-again' });
  });

  it('fails when the archive cannot be listed, and states no checkpoint from which removals would be forgotten', async () => {
    byDate(modified('GTE', SINCE)).reply(200, found([]), dated());
    nock(HOST).get('/crm/objects/2026-09/contacts').query(true).times(2).reply(503);
    const swept = clock.time - 15 * MINUTE_MS;
    expect(await rejection(since(checkpoint(SINCE, SINCE, swept)))).to.include({ code: 'source_unexpected_status' });
  });

  it('lists the archive by present and former ids, to its end, and takes whatever has one', async () => {
    const page = (results: unknown[], after?: string): nock.Body =>
      ({ results, ...(after !== undefined && { paging: { next: { after } } }) }) as nock.Body;
    const list = (query: Record<string, string> = {}): nock.Interceptor =>
      nock(HOST)
        .get('/crm/objects/2026-09/contacts')
        .query({ limit: '100', properties: 'hs_merged_object_ids', archived: 'true', ...query });
    byDate(modified('GTE', SINCE)).reply(200, found([]), dated());
    list().reply(
      200,
      page([{ id: '7', properties: { hs_merged_object_ids: '5;6' } }, { id: '8', properties: 'none' }, {}], '9'),
    );
    list({ after: '9' }).reply(200, page([], '10'));
    list({ after: '10' }).reply(200, page([{ id: '12' }]));
    const answer = (await since(checkpoint(SINCE, SINCE, clock.time - 15 * MINUTE_MS))) as SourceChanges;
    expect(answer.perhapsGone).to.have.members(['5', '6', '7', '8', '12']);
    expect(answer.checkpoint.split('/')[2]).to.equal(new Date(clock.time).toISOString());
  });
});
