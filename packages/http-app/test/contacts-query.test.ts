import type { Contact } from '@contacts-gateway/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { setTimeout as delay } from 'node:timers/promises';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

/** Where `Link` leads, as any client resolves it. */
function nextOf(answer: Response, asked: string): string | undefined {
  const [, target] = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '') ?? [];
  if (target === undefined) return undefined;
  const { pathname, search } = new URL(target, `http://gateway.example${asked}`);
  return pathname + search;
}

async function followed(running: Running, path: string, onPage: () => void = () => undefined): Promise<Contact[]> {
  const all: Contact[] = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const answer: Response = await running.get(next);
    all.push(...((await answer.json()) as Contact[]));
    next = nextOf(answer, next);
    onPage();
  }
  return all;
}

describe('GET /contacts with parameters', () => {
  let running: Running;
  let all: Contact[];
  const ask = async (query: string): Promise<Contact[]> =>
    (await (await running.get(`/contacts?${query}`)).json()) as Contact[];

  before(async () => {
    running = await startRunning();
    all = (await (await running.get('/contacts')).json()) as Contact[];
  });
  after(stopLeftRunning);

  it('answers pages that together are the whole list, whatever their size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 50, max: 1000 }), async (limit) => {
        expect(await followed(running, `/contacts?limit=${limit}`)).to.deep.equal(all);
      }),
      { numRuns: 15, examples: [[1000], [999], [500], [250]] },
    );
  });

  it('begins at the beginning without `after`, and ends without `Link`', async () => {
    const first = await running.get('/contacts?limit=2');
    expect(await first.json()).to.deep.equal(all.slice(0, 2));
    expect(first.headers.get('link')).to.equal(`<contacts?limit=2&after=${all[1]!.id}>; rel="next"`);
    const last = await running.get(`/contacts?limit=2&after=${all.at(-3)!.id}`);
    expect(await last.json()).to.deep.equal(all.slice(-2));
    expect(last.headers.get('link')).to.equal(null);
    expect(await ask(`limit=2&after=${all.at(-1)!.id}`)).to.deep.equal([]);
  });

  it('takes for `after` also what is no contact’s id, and without a limit answers all that follow', async () => {
    expect(await ask('after=1')).to.deep.equal(all);
    expect(await ask(`after=${all[499]!.id}`)).to.deep.equal(all.slice(500));
    expect(await ask(`after=${Number(all[499]!.id) - 1}`)).to.deep.include(all[499]!);
    expect(await ask('after=longer%20than%20every%20id')).to.deep.equal([]);
  });

  const someone = (): Contact => all.find(({ email }) => /[A-Z]/.test(email))!;
  const variants: [what: string, vary: (email: string) => string][] = [
    ['as it is written', encodeURIComponent],
    ['in lower case', (email) => encodeURIComponent(email.toLowerCase())],
    ['in capitals', (email) => encodeURIComponent(email.toUpperCase())],
    ['with spaces around it', (email) => `%20${encodeURIComponent(email)}+`],
  ];
  for (const [what, vary] of variants)
    it(`finds a contact by its address ${what}`, async () => {
      expect(await ask(`email=${vary(someone().email)}`)).to.deep.equal([someone()]);
    });

  it('finds an address with a plus, encoded or not, and everyone who has it', async () => {
    const shared = await startRunning();
    const email = 'Sandbox+Tag@sandbox.example';
    const ids = [shared.sandbox.hubSpot.edits.create({ email }), shared.sandbox.hubSpot.edits.create({ email })];
    for (const written of ['sandbox%2Btag@sandbox.example', 'sandbox+tag@sandbox.example']) {
      const found = (await (await shared.get(`/contacts?email=${written}`)).json()) as Contact[];
      expect(found.map(({ id }) => id)).to.have.members(ids);
    }
  });

  it('answers an empty list for an address that nobody has', async () => {
    expect(await ask('email=nobody@example.com')).to.deep.equal([]);
  });

  it('finds contacts by their issue, alone, with an address, and in pages', async () => {
    for (const code of ['suspect', 'invalid-email']) {
      const expected = all.filter(({ issues = [] }) => issues.some((issue) => issue.code === code));
      expect(expected).to.have.length.above(10);
      expect(await ask(`issue=${code}`)).to.deep.equal(expected);
      expect(await followed(running, `/contacts?issue=${code}&limit=7`)).to.deep.equal(expected);
      expect(await ask(`issue=${code}&after=${expected[3]!.id}&limit=1`)).to.deep.equal([expected[4]]);
      expect(await ask(`issue=${code}&email=${encodeURIComponent(someone().email)}`)).to.deep.equal([]);
    }
    expect(await followed(running, `/contacts?limit=1&email=${someone().email}`)).to.deep.equal([someone()]);
  });

  it('counts all contacts of the version, and tells each question’s answer apart', async () => {
    const questions = ['', '?limit=2', '?limit=3', '?limit=2&after=1', '?issue=suspect', '?email=a', '?email=b'];
    const answers = await Promise.all(questions.map((query) => running.get(`/contacts${query}`)));
    expect(new Set(answers.map(({ headers }) => headers.get('x-total-count')))).to.deep.equal(new Set(['1000']));
    const tags = answers.map(({ headers }) => headers.get('etag'));
    expect(new Set(tags).size).to.equal(questions.length);
    const version = answers[0]!.headers.get('x-contacts-version');
    for (const tag of tags.slice(1)) expect(tag).to.match(new RegExp(`^"${version}-[0-9a-f]{16}-json`));
  });

  it('has one tag for one question, however it is written, and answers it with 304', async () => {
    const { headers } = await running.get('/contacts?email=A%40example.com&limit=5');
    const again = await running.get('/contacts?limit=5&email=%20a@EXAMPLE.com', {
      headers: { 'if-none-match': headers.get('etag')! },
    });
    expect([again.status, again.headers.get('etag')]).to.deep.equal([304, headers.get('etag')]);
  });

  it('answers HEAD with the headers of GET', async () => {
    const [get, head] = [
      await running.get('/contacts?limit=5'),
      await running.get('/contacts?limit=5', { method: 'HEAD' }),
    ];
    for (const name of ['etag', 'link', 'x-total-count', 'content-type'])
      expect(head.headers.get(name), name).to.equal(get.headers.get(name)).and.not.equal(null);
  });

  const whole = 'must be a whole number from 1 to 1000';
  const refusals: [query: string, detail: string][] = [
    ['limit=0', `Bad parameter: limit ${whole}.`],
    ['limit=1001', `Bad parameter: limit ${whole}.`],
    ['limit=-1', `Bad parameter: limit ${whole}.`],
    ['limit=1.5', `Bad parameter: limit ${whole}.`],
    ['limit=1e2', `Bad parameter: limit ${whole}.`],
    ['limit=%2010', `Bad parameter: limit ${whole}.`],
    ['limit=', `Bad parameter: limit ${whole}.`],
    ['limit', `Bad parameter: limit ${whole}.`],
    ['limit=5&limit=5', 'Repeated parameter: limit.'],
    ['email=a@example.com&issue=suspect&email=b@example.com', 'Repeated parameter: email.'],
    ['after=', 'Bad parameter: after must not be empty.'],
    ['email=', 'Bad parameter: email must not be empty.'],
    ['email=%20', 'Bad parameter: email must not be empty.'],
    ['issue=', 'Bad parameter: issue must be suspect or invalid-email.'],
    ['issue=Suspect', 'Bad parameter: issue must be suspect or invalid-email.'],
    ['email=%FF', 'Bad parameter: email must be percent-encoded UTF-8.'],
    ['after=5&email=100%', 'Bad parameter: email must be percent-encoded UTF-8.'],
    ['offset=5', 'Unknown parameter: offset. This path takes limit, after, email, issue.'],
    ['Limit=5', 'Unknown parameter: Limit. This path takes limit, after, email, issue.'],
    ['ada@example.com', 'Unknown parameter. This path takes limit, after, email, issue.'],
  ];
  for (const [query, detail] of refusals)
    it(`refuses ?${query.replaceAll(/\w+@\w+\.com/g, '<address>')}`, async () => {
      const answer = await running.get(`/contacts?${query}`);
      expect([answer.status, await answer.json()]).to.deep.equal([
        400,
        {
          status: 400,
          title: 'Bad Request',
          detail,
          code: 'bad_parameter',
          requestId: answer.headers.get('x-request-id'),
        },
      ]);
      expect(answer.headers.get('vary')).to.equal('Accept, Accept-Encoding');
    });
});

describe('GET /contacts page after page, while contacts come and go', () => {
  afterEach(stopLeftRunning);

  it('answers every contact that was there throughout exactly once', async () => {
    const changing = await startRunning({ CACHE_TTL_SECONDS: '0.001' });
    const before = (await (await changing.get('/contacts')).json()) as Contact[];
    const throughout = new Set(before.map(({ id }) => id));
    const versions = new Set<string>();
    const { edits } = changing.sandbox.hubSpot;
    let next = 0;
    const all: Contact[] = [];
    for (let path: string | undefined = '/contacts?limit=40'; path !== undefined;) {
      const answer: Response = await changing.get(path);
      versions.add(answer.headers.get('x-contacts-version')!);
      all.push(...((await answer.json()) as Contact[]));
      path = nextOf(answer, path);
      for (const { id } of [before[next]!, before[next + 500]!]) {
        edits.archive(id);
        throughout.delete(id);
      }
      next += 7;
      edits.create({ firstname: 'Sandboxer' });
      await changing.get('/contacts', { method: 'HEAD' });
      // Searches take their time: five a second.
      await delay(100);
    }
    const ids = all.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(ids.length);
    expect(ids).to.include.members([...throughout]);
    expect(versions.size).to.be.above(3);
  });
});

describe('GET /contacts as lines', () => {
  let running: Running;
  let all: Contact[];
  before(async () => {
    running = await startRunning();
    all = (await (await running.get('/contacts')).json()) as Contact[];
  });
  after(stopLeftRunning);

  const NDJSON = 'application/x-ndjson';
  const linesOf = async (path: string): Promise<Contact[]> => {
    const answer = await running.get(path, { headers: { accept: NDJSON } });
    expect(answer.headers.get('content-type')).to.equal(NDJSON);
    expect(answer.headers.get('etag')).to.match(/-ndjson(-gzip)?"$/);
    const lines = (await answer.text()).split('\n');
    expect(lines.pop()).to.equal('');
    return lines.map((line) => JSON.parse(line) as Contact);
  };

  it('has one contact a line, of all, of a page, of an issue, of none', async () => {
    expect(await linesOf('/contacts')).to.deep.equal(all);
    expect(await linesOf(`/contacts?limit=300&after=${all[99]!.id}`)).to.deep.equal(all.slice(100, 400));
    expect(await linesOf('/contacts?issue=suspect')).to.deep.equal(
      all.filter(({ issues = [] }) => issues.some(({ code }) => code === 'suspect')),
    );
    expect(await linesOf('/contacts?email=nobody@example.com')).to.deep.equal([]);
  });

  const accepts: [accept: string, type: 'lines' | 'JSON'][] = [
    [NDJSON, 'lines'],
    ['Application/X-NDJSON', 'lines'],
    [`text/html, ${NDJSON};q=0.5`, 'lines'],
    [`${NDJSON}, */*;q=0.1`, 'lines'],
    [`${NDJSON}, */*`, 'lines'],
    [`application/json;q=0.9, ${NDJSON}`, 'lines'],
    [`application/json, ${NDJSON};q=0.9`, 'JSON'],
    [`${NDJSON};q=0`, 'JSON'],
    [`${NDJSON};q=0, */*`, 'JSON'],
    ['*/*', 'JSON'],
    ['application/*', 'JSON'],
    ['text/html', 'JSON'],
    ['application/json', 'JSON'],
    ['', 'JSON'],
    ['nonsense;;', 'JSON'],
  ];
  for (const [accept, type] of accepts)
    it(`is ${type} for Accept: ${accept || '(empty)'}`, async () => {
      const { status, headers } = await running.get('/contacts?limit=1', { headers: { accept } });
      expect([status, headers.get('content-type')]).to.deep.equal([
        200,
        type === 'lines' ? NDJSON : 'application/json; charset=utf-8',
      ]);
      expect(headers.get('vary')).to.equal('Accept, Accept-Encoding');
    });
});
