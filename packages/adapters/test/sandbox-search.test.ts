import {
  type HubSpotSearchPage,
  requestOf,
  type Sandbox,
  type SandboxOptions,
  standInUpstreams,
  startSandbox,
} from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { HubSpotRequests } from './sandbox-requests.js';

const START = Date.parse('2026-11-22T12:00:00.000Z');

interface Filter {
  readonly propertyName: string;
  readonly operator: string;
  readonly value?: string;
  readonly highValue?: string;
  readonly values?: readonly string[];
}

describe('the sandbox’s HubSpot, searched', () => {
  let sandbox: Sandbox;
  let hubSpot: HubSpotRequests;
  let time: number;

  const start = async (options: SandboxOptions = {}): Promise<void> => {
    time = START;
    sandbox = await startSandbox({ contacts: 0, searchesPerSecond: 0, now: () => time, ...options });
    hubSpot = new HubSpotRequests(sandbox);
  };
  beforeEach(() => start());
  afterEach(() => sandbox.close());

  const create = (properties: Record<string, string>): string => sandbox.hubSpot.edits.create(properties);
  const edited = (firstname: string, after = 0): string =>
    create({ firstname, lastmodifieddate: new Date(START + after).toISOString() });
  const found = async (body: object): Promise<(string | null | undefined)[]> =>
    (await hubSpot.search({ properties: ['firstname'], limit: 200, ...body })).body.results.map(
      ({ properties }) => properties['firstname'],
    );
  const by = (...filters: Filter[]): { filterGroups: { filters: Filter[] }[] } => ({ filterGroups: [{ filters }] });
  const byName = { sorts: ['firstname'] };

  const operators: [filter: Omit<Filter, 'propertyName'>, names: string[]][] = [
    [{ operator: 'EQ', value: 'BO' }, ['Bo']],
    [{ operator: 'NEQ', value: 'bo' }, ['Al', 'Cy Dee']],
    [{ operator: 'LT', value: 'bo' }, ['Al']],
    [{ operator: 'LTE', value: 'bo' }, ['Al', 'Bo']],
    [{ operator: 'GT', value: 'bo' }, ['Cy Dee']],
    [{ operator: 'GTE', value: 'bo' }, ['Bo', 'Cy Dee']],
    [{ operator: 'BETWEEN', value: 'b', highValue: 'c' }, ['Bo']],
    [{ operator: 'IN', values: ['al', 'bo'] }, ['Al', 'Bo']],
    [{ operator: 'IN', values: ['Al', 'bo'] }, ['Bo']],
    [{ operator: 'NOT_IN', values: ['al'] }, ['Bo', 'Cy Dee']],
    [{ operator: 'HAS_PROPERTY' }, ['Al', 'Bo', 'Cy Dee']],
    [{ operator: 'NOT_HAS_PROPERTY' }, [null as unknown as string]],
    [{ operator: 'CONTAINS_TOKEN', value: 'dee' }, ['Cy Dee']],
    [{ operator: 'CONTAINS_TOKEN', value: 'c*' }, ['Cy Dee']],
    [{ operator: 'NOT_CONTAINS_TOKEN', value: '*o' }, ['Al', 'Cy Dee']],
  ];
  for (const [filter, names] of operators)
    it(`finds ${names.join(', ') || 'who has none'} by ${Object.values(filter).join(' ')}`, async () => {
      for (const firstname of ['Bo', 'Cy Dee', 'Al']) create({ firstname });
      create({});
      expect(await found({ ...by({ propertyName: 'firstname', ...filter }), ...byName })).to.deep.equal(names);
    });

  it('joins filters by and, groups by or', async () => {
    for (const firstname of ['Al', 'Bo', 'Cy']) create({ firstname, company: firstname === 'Bo' ? 'B' : 'A' });
    const is = (propertyName: string, value: string): Filter => ({ propertyName, operator: 'EQ', value });
    const filterGroups = [{ filters: [is('company', 'A'), is('firstname', 'Cy')] }, { filters: [is('company', 'B')] }];
    expect(await found({ filterGroups, ...byName })).to.deep.equal(['Bo', 'Cy']);
  });

  it('takes dates as epoch milliseconds and in ISO 8601', async () => {
    for (const seconds of [0, 1, 2]) edited(`${seconds}`, seconds * 1000);
    for (const value of [String(START + 1000), '2026-11-22T12:00:01Z'])
      expect(
        await found({
          ...by({ propertyName: 'lastmodifieddate', operator: 'GTE', value }),
          sorts: [{ propertyName: 'lastmodifieddate', direction: 'DESCENDING' }],
        }),
      ).to.deep.equal(['2', '1']);
  });

  it('answers the oldest first unless a sort is asked for, 10 at a time, from an offset', async () => {
    for (let day = 1; day <= 12; day += 1)
      create({ firstname: `${day}`, createdate: new Date(day * 1e8).toISOString() });
    const { body } = await hubSpot.search({ properties: ['firstname'] });
    expect([body.total, body.results.length, body.paging?.next?.after]).to.deep.equal([12, 10, '10']);
    expect(body.results[0]?.properties['firstname']).to.equal('1');
    expect(await found({ limit: 10, after: '10' })).to.deep.equal(['11', '12']);
    expect(await found({ limit: 1, sorts: ['-createdate'] })).to.deep.equal(['12']);
  });

  it('finds contacts by descending ids, whatever sort is asked for, if told to', async () => {
    for (const id of [7, 9, 8]) sandbox.hubSpot.edits.create({ firstname: `${id}` }, id);
    sandbox.hubSpot.switches.searchOrder = 'by-descending-id';
    expect(await found(byName)).to.deep.equal(['9', '8', '7']);
  });

  it('tells by its count and by a next page that it found more, or by one of them alone', async () => {
    for (let id = 1; id <= 3; id += 1) create({});
    const told = async (limit: number): Promise<unknown> => {
      const { total, paging } = (await hubSpot.search({ limit })).body;
      return [total, paging];
    };
    const paging = { next: { after: '2' } };
    for (const [what, less, all] of [
      ['count-and-next-page', [3, paging], [3, undefined]],
      ['count', [3, undefined], [3, undefined]],
      ['next-page', [2, paging], [3, {}]],
    ] as const) {
      sandbox.hubSpot.switches.searchTellsMore = what;
      expect([await told(2), await told(3)], what).to.deep.equal([less, all]);
    }
  });

  it('finds words of a name or an address by query, in any case', async () => {
    create({ firstname: 'Ada', lastname: 'Sandboxley', email: 'countess@sandbox.example' });
    create({ firstname: 'Bo' });
    for (const query of ['ADA', 'sandboxl', 'countess ada']) expect(await found({ query })).to.deep.equal(['Ada']);
    expect(await found({ query: 'ada bo' })).to.deep.equal([]);
  });

  it('compares and sorts ids as numbers, or as text', async () => {
    const asNumbers = ['9', '57', '570', '5700', '57000', '100451'];
    for (const id of asNumbers.toReversed()) sandbox.hubSpot.edits.create({ firstname: id }, id);
    const body = { ...by({ propertyName: 'hs_object_id', operator: 'GT', value: '570' }), sorts: ['hs_object_id'] };
    expect(await found({ sorts: ['hs_object_id'] })).to.deep.equal(asNumbers);
    expect(await found(body)).to.deep.equal(['5700', '57000', '100451']);
    sandbox.hubSpot.switches.idComparison = 'string';
    expect(await found({ sorts: ['hs_object_id'] })).to.deep.equal(asNumbers.toSorted());
    expect(await found(body)).to.deep.equal(['5700', '57000', '9']);
  });

  it('sees an edit only when the index has caught up: till then the old state of it', async () => {
    await sandbox.close();
    await start({ indexLagMs: 5000 });
    const [changed, archived, restored, purged, survivor, loser] = 'abcdef'.split('').map((name) => edited(name));
    sandbox.hubSpot.edits.archive(restored!);
    time += 5000;
    const { edits } = sandbox.hubSpot;
    edits.edit(changed!, { firstname: 'A' });
    edits.archive(archived!);
    edits.restore(restored!);
    edits.privacyDelete(purged!);
    edits.merge(survivor!, loser!);
    edited('new');
    expect(await found(byName)).to.deep.equal(['a', 'b', 'd', 'e', 'f']);
    time += 4999;
    expect(await found(byName)).to.deep.equal(['a', 'b', 'd', 'e', 'f']);
    time += 1;
    expect(await found(byName)).to.have.members(['A', 'c', 'e', 'new']);
  });

  it('answers no more than 10,000 results of however many there are', async () => {
    await sandbox.close();
    await start({ contacts: 12_000 });
    sandbox.hubSpot.edits.bulkEdit(11_000, {});
    const stamped = by({ propertyName: 'lastmodifieddate', operator: 'EQ', value: String(START) });
    const last = (await hubSpot.search({ ...stamped, limit: 200, after: 9800, sorts: ['hs_object_id'] })).body;
    expect([last.total, last.results.length, last.paging?.next?.after]).to.deep.equal([11_000, 200, '10000']);
    const beyond = await hubSpot.search({ ...stamped, limit: 200, after: 10_000 });
    expect([beyond.status, beyond.body.category]).to.deep.equal([400, 'VALIDATION_ERROR']);
  });

  it('pages by id inside one timestamp, every contact once', async () => {
    await sandbox.close();
    await start({ contacts: 900 });
    const ids = sandbox.hubSpot.edits.bulkEdit(700, {});
    const seen: string[] = [];
    for (let last = '0'; ;) {
      const body = by(
        { propertyName: 'lastmodifieddate', operator: 'EQ', value: String(START) },
        { propertyName: 'hs_object_id', operator: 'GT', value: last },
      );
      const { results } = (await hubSpot.search({ ...body, limit: 200, sorts: ['hs_object_id'] })).body;
      if (results.length === 0) break;
      seen.push(...results.map(({ id }) => id));
      last = seen.at(-1)!;
    }
    expect(seen).to.deep.equal(ids);
  });

  const filters = (count: number): Filter[] =>
    Array.from({ length: count }, () => ({ propertyName: 'firstname', operator: 'EQ', value: 'x' }));
  const groups = (...counts: number[]): object => ({
    filterGroups: counts.map((count) => ({ filters: filters(count) })),
  });
  const refused: [what: string, body: object | string, message: RegExp][] = [
    ['more than 3,000 characters', { query: 'x'.repeat(3000) }, /3000 characters/],
    ['no JSON', '{"limit":', /^Invalid input JSON on line 1, column 1: /],
    ['nothing', '', /^Invalid input JSON on line -1, column -1: Cannot build PublicSearchRequest, some of required/],
    ['6 groups', groups(1, 1, 1, 1, 1, 1), /At most 5 groups/],
    ['7 filters in a group', groups(7), /6 filters/],
    ['19 filters', groups(5, 5, 5, 4), /18 in all/],
    ['two sorts', { sorts: ['firstname', 'email'] }, /one sort/],
    ['a limit of 201', { limit: 201 }, /limit/],
    ['an unknown operator', by({ propertyName: 'firstname', operator: 'LIKE', value: 'x' }), /LIKE is no operator/],
    ['no value', by({ propertyName: 'firstname', operator: 'EQ' }), /EQ takes a value/],
    ['a date that is none', by({ propertyName: 'createdate', operator: 'GT', value: 'soon' }), /number nor a date/],
  ];
  for (const [what, body, message] of refused)
    it(`is refused with 400 for ${what}`, async () => {
      const answer = await hubSpot.search(body);
      expect(answer.status).to.equal(400);
      expect(answer.body.message).to.match(message);
    });

  it('allows 5 searches a second, beside the other quota and without its headers', async () => {
    await sandbox.close();
    await start({ searchesPerSecond: 5, requestsPer10s: 1 });
    const answers = [];
    for (let nth = 1; nth <= 6; nth += 1) answers.push(await hubSpot.search({}));
    expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200, 200, 200, 429]);
    expect(answers[5]?.body).to.include({ message: 'You have reached your secondly limit.', policyName: 'SECONDLY' });
    expect([...answers[0]!.headers.keys()].filter((name) => name.includes('ratelimit'))).to.deep.equal([]);
    expect((await hubSpot.list()).status).to.equal(200);
    time += 1000;
    expect((await hubSpot.search({})).status).to.equal(200);
  });

  it('finds what was modified lately among a million contacts at once', () => {
    const { hubSpot: large, tokens } = standInUpstreams({ contacts: 1_000_000, searchesPerSecond: 0, now: () => time });
    large.edits.bulkEdit(5000, {});
    const body = JSON.stringify({
      ...by({ propertyName: 'lastmodifieddate', operator: 'GTE', value: String(START) }),
      sorts: ['lastmodifieddate'],
      limit: 200,
    });
    const search = (): HubSpotSearchPage =>
      large.answer(requestOf('POST', '/crm/v3/objects/contacts/search', tokens.issue().token, body))
        .body as HubSpotSearchPage;
    search();
    const startedAt = performance.now();
    const { total, results } = search();
    expect([total, results.length]).to.deep.equal([5000, 200]);
    expect(performance.now() - startedAt).to.be.below(500);
  });
});
