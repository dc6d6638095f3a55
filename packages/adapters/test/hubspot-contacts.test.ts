import { HubSpotContacts, type HubSpotOptions, type UpstreamCall } from '@contacts-gateway/adapters/hubspot';
import {
  AccessToken,
  type ContactPage,
  type ContactsError,
  type ContactWalk,
  isContactsError,
  NoOtherToken,
  type TokenPort,
  TokenProviderMisconfigured,
  TokenUnavailable,
} from '@contacts-gateway/domain';
import { expect } from 'chai';
import nock from 'nock';
import { FakeClock } from './fake-clock.js';
import { networkError } from './network-error.js';
import { playRecordedAnswersOnly } from './recorded-answers.js';
import { exposed, rejection } from './rejection.js';

const HOST = 'http://hubspot.example';
const PATH = '/crm/objects/2026-09/contacts';

/** Tokens from a list: a refused one is followed by the next. */
class ListedTokens implements TokenPort {
  fetches = 0;
  readonly #secrets: string[];

  constructor(...secrets: string[]) {
    this.#secrets = secrets;
  }

  async accessToken(refused?: AccessToken): Promise<AccessToken> {
    this.fetches += 1;
    if (refused?.reveal() === this.#secrets[0]) this.#secrets.shift();
    const [secret] = this.#secrets;
    if (secret === undefined) throw new NoOtherToken();
    return new AccessToken(secret);
  }
}

describe('HubSpotContacts', () => {
  let clock: FakeClock;
  let calls: UpstreamCall[];
  let setbacks: ContactsError[];

  playRecordedAnswersOnly();

  beforeEach(() => {
    clock = new FakeClock();
    calls = [];
    setbacks = [];
  });

  const hubSpotContacts = (tokens: TokenPort, options: HubSpotOptions = {}): HubSpotContacts =>
    new HubSpotContacts(tokens, {
      baseUrl: HOST,
      apiVersion: '2026-09',
      requestsPer10s: 0,
      maxAttempts: 5,
      timeoutMs: 1000,
      clock,
      observe: (call) => calls.push(call),
      ...options,
    });

  const walk = async (
    tokens: TokenPort = new ListedTokens('t-1'),
    options?: HubSpotOptions,
  ): Promise<ContactPage[]> => {
    const pages: ContactPage[] = [];
    for await (const page of hubSpotContacts(tokens, options).walk({ onRetry: (setback) => setbacks.push(setback) }))
      pages.push(page);
    return pages;
  };

  const hubSpot = (query: Record<string, string> = {}, token = 't-1'): nock.Interceptor =>
    nock(HOST, { reqheaders: { authorization: `Bearer ${token}` } })
      .get(PATH)
      .query({
        limit: '100',
        properties: 'email,firstname,lastname,hs_merged_object_ids',
        archived: 'false',
        ...query,
      });

  const record = (id: string): Record<string, unknown> => ({
    id,
    properties: { email: null, firstname: 'Ada', hs_object_id: id, lastname: null },
    createdAt: '2026-02-25T16:23:49.023Z',
    updatedAt: '2026-03-12T10:04:17.969Z',
    archived: false,
  });

  const list = (ids: string[], after?: string): Record<string, unknown> => ({
    results: ids.map(record),
    ...(after !== undefined && { paging: { next: { after, link: `https://api.hubapi.com${PATH}?after=${after}` } } }),
  });

  const rateLimited = (policyName: string): Record<string, string> => ({
    status: 'error',
    message: `You have reached your ${policyName.toLowerCase()} limit.`,
    errorType: 'RATE_LIMIT',
    correlationId: 'c93e06a4-7d61-4c3e-b63f-edf486fc6e90',
    policyName,
  });

  const idsOf = (pages: ContactPage[]): string[] =>
    pages.flatMap(({ records }) => records.map(({ contact }) => contact.id));

  describe('pages', () => {
    it('follow the cursor until there is none', async () => {
      hubSpot().reply(200, list(['1', '2'], '3'));
      hubSpot({ after: '3' }).reply(200, list(['3']));
      expect(idsOf(await walk())).to.deep.equal(['1', '2', '3']);
    });

    it('go on past an empty one that has a cursor', async () => {
      hubSpot().reply(200, list([], '3'));
      hubSpot({ after: '3' }).reply(200, list(['3']));
      expect(idsOf(await walk())).to.deep.equal(['3']);
    });

    for (const paging of [undefined, null, {}, { next: null }, { next: {} }]) {
      it(`end with paging ${JSON.stringify(paging)}`, async () => {
        hubSpot().reply(200, { results: [record('1')], paging });
        expect(idsOf(await walk())).to.deep.equal(['1']);
      });
    }

    it('end with an error when a cursor comes back, also after others', async () => {
      hubSpot().reply(200, list(['1'], 'a'));
      hubSpot({ after: 'a' }).reply(200, list(['2'], 'b'));
      hubSpot({ after: 'b' }).reply(200, list(['3'], 'a'));
      const error = await rejection(walk());
      expect(error).to.include({ code: 'source_answer_invalid' });
      expect(String(error)).to.contain('its cursor does not advance');
    });

    it('end with an error when cursors advance through nothing but empty pages', async () => {
      let cursor = 0;
      nock(HOST)
        .get(PATH)
        .query(true)
        .times(100)
        .reply(200, () => list([], String((cursor += 1))));
      expect(await rejection(walk())).to.include({ code: 'source_answer_invalid' });
    });

    it('hold ids in ascending order, each once', async () => {
      hubSpot().reply(200, list(['100', '20', '3', '20']));
      expect(idsOf(await walk())).to.deep.equal(['3', '20', '100']);
    });

    it('come from the path of the configured version', async () => {
      nock(HOST)
        .get('/crm/v3/objects/contacts')
        .query(true)
        .reply(200, list(['1']));
      expect(idsOf(await walk(undefined, { apiVersion: 'v3' }))).to.deep.equal(['1']);
    });
  });

  describe('records', () => {
    it('carry the ids that merges made their own', async () => {
      const merged = (value: unknown): unknown => ({ id: '7', properties: { hs_merged_object_ids: value } });
      for (const value of ['5;6', ' 5 ; ;6;']) {
        hubSpot().reply(200, { results: [merged(value)] });
        expect((await walk())[0]?.records[0]?.formerIds).to.deep.equal(['5', '6']);
      }
      for (const value of [null, '', undefined]) {
        hubSpot().reply(200, { results: [merged(value)] });
        expect((await walk())[0]?.records[0]?.formerIds).to.deep.equal([]);
      }
    });

    it('that are none are set aside with their ids, and the others arrive', async () => {
      const results = [
        null,
        'x',
        [],
        {},
        { properties: {} },
        { id: '' },
        { id: '5', properties: null },
        { id: '6', properties: [] },
        record('7'),
      ];
      hubSpot().reply(200, { results });
      const [page] = await walk();
      expect(page?.records.map(({ contact }) => contact.id)).to.deep.equal(['7']);
      expect(page?.skipped).to.deep.equal([undefined, undefined, undefined, undefined, undefined, undefined, '5', '6']);
    });

    it('without properties are suspect contacts', async () => {
      hubSpot().reply(200, { results: [{ id: '5' }] });
      const [page] = await walk();
      expect(page?.records[0]?.contact).to.deep.equal({
        id: '5',
        name: '',
        email: '',
        source: 'hubspot',
        issues: [{ code: 'suspect' }],
      });
    });

    it('with absent properties keep the others', async () => {
      const results = [
        { id: '5', properties: { firstname: 'Ada' } },
        { id: '6', properties: { email: 'ada@people.example' } },
        { id: '7', properties: {} },
      ];
      hubSpot().reply(200, { results });
      const [page] = await walk();
      expect(page?.records.map(({ contact: { name, email } }) => [name, email])).to.deep.equal([
        ['Ada', ''],
        ['', 'ada@people.example'],
        ['', ''],
      ]);
    });

    it('keep values that are no strings as their text', async () => {
      hubSpot().reply(200, { results: [{ id: 5, properties: { firstname: 12, lastname: true, email: { x: 1 } } }] });
      const [page] = await walk();
      expect(page?.records[0]?.contact).to.deep.include({
        id: '5',
        name: '12 true',
        issues: [{ code: 'invalid-email', value: '{"x":1}' }],
      });
    });
  });

  describe('an answer that is not what the contract says', () => {
    const bodies: [what: string, body: nock.Body][] = [
      ['HTML', '<html>maintenance</html>'],
      ['nothing', ''],
      ['truncated JSON', '{"results":[{"id":"1"'],
      ['JSON without results', {}],
      ['results that are no list', { results: {} }],
      ['a cursor that is none', { results: [], paging: { next: { after: { Ada: 1 } } } }],
      ['an empty cursor', { results: [], paging: { next: { after: '' } } }],
    ];
    for (const [what, body] of bodies) {
      it(`such as ${what} is an error that names no value`, async () => {
        hubSpot().reply(200, body);
        const error = await rejection(walk());
        expect(error).to.include({ code: 'source_answer_invalid' });
        expect(exposed(error)).to.not.match(/Ada|maintenance/);
      });
    }
  });

  describe('waits before it asks again', () => {
    it('as long as Retry-After says in seconds', async () => {
      hubSpot().twice().reply(429, rateLimited('TEN_SECONDLY_ROLLING'), { 'retry-after': '1' });
      hubSpot().reply(200, list(['1']));
      await walk();
      expect(clock.slept).to.deep.equal([1000, 1000]);
    });

    it('until Retry-After as a date, by the clock of the answer', async () => {
      const headers = { date: 'Sun, 22 Nov 2026 18:00:00 GMT', 'retry-after': 'Sun, 22 Nov 2026 18:00:07 GMT' };
      hubSpot().reply(503, 'down', headers);
      hubSpot().reply(200, list(['1']));
      await walk();
      expect(clock.slept).to.deep.equal([7000]);
    });

    it('the documented times after a 429 without Retry-After', async () => {
      hubSpot().reply(429, rateLimited('TEN_SECONDLY_ROLLING'));
      hubSpot().reply(429, rateLimited('SECONDLY'));
      hubSpot().reply(429, { message: 'You have reached your secondly limit.' });
      hubSpot().reply(429, '<html>slow down</html>');
      hubSpot().reply(200, list(['1']));
      await walk();
      expect(clock.slept).to.deep.equal([10_000, 1000, 1000, 10_000]);
    });

    it('as if nothing was asked for when Retry-After is 0, past, or no date', async () => {
      for (const retryAfter of ['0', 'Sun, 22 Nov 2015 12:00:00 GMT', '-5', '10, 20']) {
        hubSpot().reply(429, rateLimited('SECONDLY'), { 'retry-after': retryAfter });
        hubSpot().reply(200, list(['1']));
        await walk();
      }
      expect(clock.slept).to.deep.equal([1000, 1000, 1000, 1000]);
    });

    it('exponentially, with full jitter, after a failure that passes', async () => {
      hubSpot().reply(500, { status: 'error', message: 'internal error' });
      hubSpot().reply(502, '<html></html>');
      hubSpot().replyWithError(networkError('ECONNRESET'));
      hubSpot().reply(524, '<html></html>');
      hubSpot().reply(200, list(['1']));
      await walk();
      expect(clock.slept).to.deep.equal([500, 1000, 2000, 4000]);
    });

    it('two seconds at least for a lock', async () => {
      hubSpot().reply(423, {});
      hubSpot().reply(200, list(['1']));
      await walk();
      expect(clock.slept).to.deep.equal([2500]);
    });

    it('and tells of each setback what it would have been', async () => {
      hubSpot().reply(429, rateLimited('SECONDLY'));
      hubSpot().reply(503, 'down');
      hubSpot().replyWithError(networkError('ECONNREFUSED'));
      hubSpot().reply(200, list(['1']));
      await walk();
      expect(setbacks.map(({ code }) => code)).to.deep.equal([
        'source_rate_limited',
        'source_unexpected_status',
        'source_unreachable',
      ]);
    });

    for (const status of [423, 500, 502, 503, 504, 520, 521, 522, 523, 524, 525, 526, 527]) {
      it(`after ${status}`, async () => {
        hubSpot().reply(status, '<html></html>');
        hubSpot().reply(200, list(['1']));
        expect(await walk()).to.have.length(1);
      });
    }
  });

  describe('gives up', () => {
    it('after the configured number of attempts', async () => {
      hubSpot().times(3).reply(429, rateLimited('TEN_SECONDLY_ROLLING'), { 'retry-after': '1' });
      const error = await rejection(walk(undefined, { maxAttempts: 3 }));
      expect(error).to.include({
        code: 'source_rate_limited',
        retryAfterMs: 1000,
        correlationId: 'c93e06a4-7d61-4c3e-b63f-edf486fc6e90',
      });
    });

    it('rather than wait past the end of the call', async () => {
      hubSpot().reply(429, rateLimited('TEN_SECONDLY_ROLLING'), { 'retry-after': '121' });
      const error = await rejection(walk());
      expect(error).to.include({ code: 'source_rate_limited', retryAfterMs: 121_000 });
      expect(clock.slept).to.deep.equal([]);
    });

    it('at once on a daily limit, for an hour when HubSpot does not say until when', async () => {
      hubSpot().reply(429, rateLimited('DAILY'));
      expect(await rejection(walk())).to.include({ code: 'source_rate_limited', retryAfterMs: 3_600_000 });
      hubSpot().reply(429, rateLimited('DAILY'), { 'retry-after': '7200' });
      expect(await rejection(walk())).to.include({ code: 'source_rate_limited', retryAfterMs: 7_200_000 });
    });

    it('for a day at most, whatever Retry-After says', async () => {
      hubSpot().reply(429, rateLimited('TEN_SECONDLY_ROLLING'), { 'retry-after': '999999999' });
      expect(await rejection(walk())).to.include({ retryAfterMs: 86_400_000 });
    });

    it('at once while the account is being moved, and says for how long', async () => {
      hubSpot().reply(477, '', { 'retry-after': '3600' });
      expect(await rejection(walk())).to.include({ code: 'source_unreachable', retryAfterMs: 3_600_000 });
    });

    it('on a lasting 5xx with its status', async () => {
      hubSpot().times(5).reply(503, 'down');
      expect(await rejection(walk())).to.include({ code: 'source_unexpected_status', status: 503 });
    });

    it('when HubSpot cannot be reached', async () => {
      hubSpot().times(5).replyWithError(networkError('ENOTFOUND'));
      expect(await rejection(walk())).to.include({ code: 'source_unreachable' });
      expect(calls.map(({ failure }) => failure)).to.deep.equal(Array.from({ length: 5 }, () => 'ENOTFOUND'));
    });

    for (const status of [204, 302, 400, 404, 414]) {
      it(`at once on ${status}`, async () => {
        hubSpot().reply(status, '', { location: 'http://elsewhere.example/' });
        expect(await rejection(walk())).to.include({ code: 'source_unexpected_status', status });
      });
    }

    it('at once when a scope is missing', async () => {
      hubSpot().reply(403, { status: 'error', category: 'MISSING_SCOPES', correlationId: 'dc49c0a8' });
      expect(await rejection(walk())).to.include({ code: 'source_scope_missing', correlationId: 'dc49c0a8' });
    });
  });

  describe('a refused token', () => {
    const expired = { status: 'error', category: 'EXPIRED_AUTHENTICATION', correlationId: 'c-9' };

    it('is replaced once in the middle of a walk, which completes', async () => {
      const tokens = new ListedTokens('t-1', 't-2');
      hubSpot().reply(200, list(['1'], '2'));
      hubSpot({ after: '2' }).reply(401, expired);
      hubSpot({ after: '2' }, 't-2').reply(200, list(['2']));
      expect(idsOf(await walk(tokens))).to.deep.equal(['1', '2']);
    });

    it('ends the walk when the other is refused as well', async () => {
      hubSpot().reply(401, expired);
      hubSpot({}, 't-2').reply(530, '<html>error code: 530</html>');
      expect(await rejection(walk(new ListedTokens('t-1', 't-2', 't-3')))).to.include({ code: 'source_token_refused' });
    });

    it('ends the walk when there is no other', async () => {
      hubSpot().reply(401, expired);
      expect(await rejection(walk(new ListedTokens('t-1')))).to.include({
        code: 'source_token_refused',
        correlationId: 'c-9',
      });
    });

    it('stays the news while the provider cannot be reached, until a token is accepted', async () => {
      const answers: (AccessToken | Error)[] = [
        new AccessToken('t-1'),
        new TokenUnavailable(),
        new TokenUnavailable({ retryAfterMs: 55_000 }),
      ];
      const tokens: TokenPort = {
        accessToken: async () => {
          const answer = answers.shift() ?? new TokenUnavailable();
          if (answer instanceof Error) throw answer;
          return answer;
        },
      };
      const source = hubSpotContacts(tokens);
      const firstPage = () => source.walk()[Symbol.asyncIterator]().next();
      hubSpot().reply(401, expired);
      expect(await rejection(firstPage())).to.include({ code: 'source_token_refused' });
      expect(await rejection(firstPage())).to.include({ code: 'source_token_refused', retryAfterMs: 55_000 });
      answers.push(new AccessToken('t-2'));
      hubSpot({}, 't-2').reply(200, list(['1']));
      await firstPage();
      expect(await rejection(firstPage())).to.include({ code: 'token_unavailable' });
    });

    it('that replaced another is told to the provider before the next call, and never sent again', async () => {
      const told: (string | undefined)[] = [];
      const listed = new ListedTokens('t-1', 't-2', 't-3');
      const tokens: TokenPort = {
        accessToken: async (refused) => {
          told.push(refused?.reveal());
          return await listed.accessToken(refused);
        },
      };
      const source = hubSpotContacts(tokens);
      const firstPage = () => source.walk()[Symbol.asyncIterator]().next();
      hubSpot().reply(401, expired);
      hubSpot({}, 't-2').reply(401, expired);
      await rejection(firstPage());
      hubSpot({}, 't-3').reply(200, list(['1']));
      await firstPage();
      await rejection(firstPage());
      expect(told).to.deep.equal([undefined, 't-1', 't-2', undefined]);
    });

    it('that was replaced does not turn a later outage of the provider into a refusal', async () => {
      const answers = ['t-1', 't-2'];
      const tokens: TokenPort = {
        accessToken: async () => {
          const secret = answers.shift();
          if (secret === undefined) throw new TokenUnavailable();
          return new AccessToken(secret);
        },
      };
      const source = hubSpotContacts(tokens, { maxAttempts: 1 });
      const firstPage = () => source.walk()[Symbol.asyncIterator]().next();
      hubSpot().reply(401, expired);
      hubSpot({}, 't-2').replyWithError(networkError('ECONNRESET'));
      expect(await rejection(firstPage())).to.include({ code: 'source_unreachable' });
      expect(await rejection(firstPage())).to.include({ code: 'token_unavailable' });
    });

    it('does not hide that the provider is misconfigured', async () => {
      const tokens: TokenPort = {
        accessToken: async (refused) => {
          if (refused) throw new TokenProviderMisconfigured();
          return new AccessToken('t-1');
        },
      };
      hubSpot().reply(401, expired);
      expect(await rejection(walk(tokens))).to.include({ code: 'token_provider_misconfigured' });
    });

    it('is no retry: it does not count as an attempt', async () => {
      hubSpot().reply(401, expired);
      hubSpot({}, 't-2').reply(200, list(['1']));
      expect(idsOf(await walk(new ListedTokens('t-1', 't-2'), { maxAttempts: 1 }))).to.deep.equal(['1']);
    });
  });

  it('asks for a token before each page, so that an expiring one is replaced in time', async () => {
    const tokens = new ListedTokens('t-1');
    hubSpot().reply(200, list(['1'], '2'));
    hubSpot({ after: '2' }).reply(200, list(['2']));
    await walk(tokens);
    expect(tokens.fetches).to.equal(2);
  });

  it('never starts more requests within 10 s than it is allowed', async () => {
    for (let cursor = 1; cursor <= 7; cursor += 1) {
      hubSpot(cursor === 1 ? {} : { after: String(cursor) }).reply(
        200,
        list([String(cursor)], cursor < 7 ? String(cursor + 1) : undefined),
      );
    }
    const start = clock.time;
    await walk(undefined, { requestsPer10s: 3 });
    expect(clock.time - start).to.equal(20_400);
    expect(clock.slept).to.deep.equal([10_200, 10_200]);
  });

  it('lets those who wait for the quota go on in the order in which they came, and wakes no other', async () => {
    hubSpot()
      .times(8)
      .reply(200, list(['1']));
    const source = hubSpotContacts(new ListedTokens('t-1'), { requestsPer10s: 3 });
    const start = clock.time;
    const order: number[] = [];
    await Promise.all(
      Array.from({ length: 8 }, async (_, index) => {
        await source.walk()[Symbol.asyncIterator]().next();
        order.push(index);
      }),
    );
    expect(order).to.deep.equal([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(clock.time - start).to.equal(20_400);
    expect(clock.slept).to.deep.equal([10_200, 10_200]);
  });

  it('lets nobody wait behind one who has gone', async () => {
    hubSpot()
      .times(2)
      .reply(200, list(['1']));
    const waiting: AbortSignal[] = [];
    const sleep = (ms: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve, reject) => {
        waiting.push(signal);
        if (waiting.length > 1) clock.sleep(ms, signal).then(resolve, reject);
        else signal.addEventListener('abort', () => reject(new Error('cancelled')));
      });
    const source = hubSpotContacts(new ListedTokens('t-1'), {
      requestsPer10s: 1,
      clock: { now: clock.now, random: clock.random, sleep },
    });
    const firstPage = (from: ContactWalk) => from[Symbol.asyncIterator]().next();
    await firstPage(source.walk());
    const gone = source.walk();
    const going = rejection(firstPage(gone));
    const next = firstPage(source.walk());
    while (waiting.length === 0) await new Promise(setImmediate);
    gone.cancel();
    expect(await going).to.include({ code: 'source_unreachable' });
    expect((await next).done).to.equal(false);
  });

  it('reports each attempt without path, query or token', async () => {
    hubSpot().reply(503, 'down', { 'x-hubspot-correlation-id': 'c-1' });
    hubSpot().reply(200, list(['1']), { 'x-hubspot-ratelimit-remaining': '108', 'x-hubspot-correlation-id': 'c-2' });
    await walk();
    const told = { upstream: 'hubspot', operation: 'list contacts', durationMs: 0, failure: undefined };
    expect(calls).to.deep.equal([
      { ...told, attempt: 1, status: 503, correlationId: 'c-1', quotaRemaining: undefined },
      { ...told, attempt: 2, status: 200, correlationId: 'c-2', quotaRemaining: 108 },
    ]);
  });

  it('shows no secret and no contact in an error, whatever is printed of it', async () => {
    const leaky = { message: 'Ada Byron ada@people.example t-secret', category: 'Ada', correlationId: 'Ada Byron' };
    const errors: unknown[] = [];
    for (const status of [400, 401, 403, 429, 500]) {
      hubSpot({}, 't-secret')
        .times(status === 429 || status === 500 ? 5 : 1)
        .reply(status, leaky);
      errors.push(await rejection(walk(new ListedTokens('t-secret'))));
    }
    hubSpot({}, 't-secret').times(5).replyWithError(networkError('ECONNRESET'));
    errors.push(await rejection(walk(new ListedTokens('t-secret'))));
    expect(errors.every(isContactsError)).to.equal(true);
    expect(exposed(errors)).to.not.match(/t-secret|Ada|people\.example/);
  });
});
