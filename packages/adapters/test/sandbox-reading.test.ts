import { type Sandbox, type SandboxOptions, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { HubSpotRequests } from './sandbox-requests.js';

describe('the sandbox’s HubSpot, asked for contacts', () => {
  let sandbox: Sandbox;
  let hubSpot: HubSpotRequests;

  const start = async (options: SandboxOptions = {}): Promise<void> => {
    sandbox = await startSandbox({ contacts: 300, requestsPer10s: 0, ...options });
    hubSpot = new HubSpotRequests(sandbox);
  };
  beforeEach(() => start());
  afterEach(() => sandbox.close());

  const idsIn = ({ results }: { readonly results: readonly { readonly id: string }[] }): string[] =>
    results.map(({ id }) => id);

  for (const base of ['/crm/v3/objects', '/crm/objects/v3', '/crm/objects/2026-03', '/crm/objects/2026-09'])
    for (const type of ['contacts', '0-1'])
      it(`answers all four operations under ${base}/${type}`, async () => {
        const requests = new HubSpotRequests(sandbox, `${base}/${type}`);
        const [id] = idsIn((await requests.list('limit=1')).body);
        const answers = [await requests.get(id!), await requests.batchRead([id!]), await requests.search({})];
        expect(answers.map(({ status }) => status)).to.deep.equal([200, 200, 200]);
        expect(sandbox.hubSpot.operations).to.deep.equal({ list: 1, get: 1, 'batch-read': 1, search: 1 });
      });

  it('answers HTML on a route that HubSpot does not have, and for a URL beyond 16,000 characters', async () => {
    const unknown = await hubSpot.ask('GET', '/batch/nothing');
    const long = await hubSpot.list(`properties=${'x'.repeat(16_000)}`);
    expect([unknown.status, long.status]).to.deep.equal([404, 414]);
    expect(unknown.headers.get('content-type')).to.equal('text/html');
    expect(long.body).to.contain('<title>414 Request-URI Too Large</title>');
  });

  describe('page by page', () => {
    it('lists a created contact before or after the cursor, by its id', async () => {
      const [first, second] = idsIn((await hubSpot.list('limit=2')).body);
      const ids = [Number(first) + 1, Number(second) + 1].map((id) => sandbox.hubSpot.edits.create({}, id));
      expect(idsIn((await hubSpot.list(`limit=2&after=${Number(second)}`)).body)).to.deep.equal([second, ids[1]]);
      expect((await hubSpot.ids()).length).to.equal(302);
    });

    it('shows properties that merges and edits have set, and null where others have none', async () => {
      const [first] = idsIn((await hubSpot.list('limit=1')).body);
      sandbox.hubSpot.edits.edit(first!, { favourite: 'tea' });
      const { results } = (await hubSpot.list('limit=2&properties=favourite,hs_merged_object_ids')).body;
      expect(results.map(({ properties }) => properties['favourite'])).to.deep.equal(['tea', null]);
      expect(results[0]?.properties).to.have.property('hs_merged_object_ids', null);
    });

    it('lists no more on a page than its longest holds', async () => {
      sandbox.hubSpot.switches.longestPage = 2;
      expect((await hubSpot.list('limit=3')).body.results).to.have.length(2);
      expect(new Set(await hubSpot.ids()).size).to.equal(300);
    });

    it('makes of a cursor that it did not issue what it is told to', async () => {
      const [first, second] = await hubSpot.ids();
      const between = `limit=1&after=${Number(first) + 2}`;
      const outcomes = [];
      for (const unknownCursors of ['placed', 'ignored', 'ended', 'refused'] as const) {
        sandbox.hubSpot.switches.unknownCursors = unknownCursors;
        const { status, body } = await hubSpot.list(between);
        outcomes.push(status === 200 ? idsIn(body) : status);
        for (const own of [first, second])
          expect(idsIn((await hubSpot.list(`limit=1&after=${own}`)).body)).to.deep.equal([own]);
        expect(await hubSpot.ids()).to.have.length(300);
      }
      expect(outcomes).to.deep.equal([[second], [first], [], 400]);
    });

    it('halves its pages when they show history, which begins with the newest value', async () => {
      const [id] = idsIn((await hubSpot.list('limit=1')).body);
      sandbox.hubSpot.edits.edit(id!, { firstname: 'New' });
      const { body } = await hubSpot.list('limit=50&propertiesWithHistory=firstname');
      const history = body.results[0]?.propertiesWithHistory?.['firstname'];
      expect([body.results.length, history?.length, history?.[0]?.value]).to.deep.equal([50, 2, 'New']);
      expect((await hubSpot.list('limit=51&propertiesWithHistory=firstname')).status).to.equal(400);
    });

    const refused: [query: string, message: RegExp, category: string | undefined][] = [
      ['limit=0', /limit/, 'VALIDATION_ERROR'],
      ['limit=101', /limit/, 'VALIDATION_ERROR'],
      ['limit=many', /^Unable to parse value for query parameter: limit$/, undefined],
      ['after=x', /^Unable to parse value for query parameter: after$/, undefined],
      ['archived=maybe', /^Unable to parse value for query parameter: archived$/, undefined],
    ];
    for (const [query, message, category] of refused)
      it(`is refused with 400 for ${query}`, async () => {
        const { status, body } = await hubSpot.list(query);
        expect([status, body.category]).to.deep.equal([400, category]);
        expect(body.message).to.match(message);
      });
  });

  describe('of the archive', () => {
    it('lists deleted contacts alone, until 90 days have passed', async () => {
      await sandbox.close();
      let time = Date.parse('2026-11-22T12:00:00.000Z');
      await start({ now: () => time });
      const [first, second] = await hubSpot.ids();
      sandbox.hubSpot.edits.archive(second!);
      sandbox.hubSpot.edits.archive(first!);
      const { results } = (await hubSpot.list('archived=true')).body;
      expect(idsIn({ results })).to.deep.equal([first, second]);
      expect(results[0]).to.include({ archived: true, archivedAt: '2026-11-22T12:00:00.000Z' });
      expect(await hubSpot.ids())
        .to.have.length(298)
        .and.not.include(first);
      time += 90 * 86_400_000;
      expect(await hubSpot.ids('archived=true')).to.deep.equal([]);
    });

    it('lists contacts that were merged into others only if told to', async () => {
      const [first, second] = await hubSpot.ids();
      sandbox.hubSpot.edits.merge(first!, second!);
      expect(await hubSpot.ids('archived=true')).to.deep.equal([]);
      sandbox.hubSpot.switches.archiveListsMerged = true;
      expect(await hubSpot.ids('archived=true')).to.deep.equal([second]);
    });
  });

  describe('one by one', () => {
    it('finds an archived contact only when asked for an archived one, and the other way round', async () => {
      const [archived, live] = await hubSpot.ids();
      sandbox.hubSpot.edits.archive(archived!);
      const statuses: number[] = [];
      for (const id of [archived!, live!])
        for (const query of ['', 'archived=true']) statuses.push((await hubSpot.get(id, query)).status);
      expect(statuses).to.deep.equal([404, 200, 200, 404]);
    });

    it('finds a contact by its address and by an additional one, whatever their case', async () => {
      const edits = sandbox.hubSpot.edits;
      const survivor = edits.create({ email: 'survivor@sandbox.example' });
      edits.merge(survivor, edits.create({ email: 'Other@sandbox.example' }));
      const seeded = (await hubSpot.list('limit=1')).body.results[0]!;
      for (const [email, id] of [
        ['SURVIVOR@sandbox.example', survivor],
        ['other@SANDBOX.example', survivor],
        [seeded.properties['email']!.toUpperCase(), seeded.id],
      ])
        expect((await hubSpot.get(encodeURIComponent(email!), 'idProperty=email')).body.id).to.equal(id);
    });

    it('finds an edited contact by its new address only', async () => {
      const { id, properties } = (await hubSpot.list('limit=1')).body.results[0]!;
      sandbox.hubSpot.edits.edit(id, { email: 'new@sandbox.example' });
      const statuses = await Promise.all(
        ['new@sandbox.example', properties['email']!].map(
          async (email) => (await hubSpot.get(email, 'idProperty=email')).status,
        ),
      );
      expect(statuses).to.deep.equal([200, 404]);
    });

    const missing: [id: string, message: string, context: unknown][] = [
      ['nobody%40nowhere', 'Object not found.  objectId are usually numeric.', { id: ['nobody%40nowhere'] }],
      ['0', 'Object not found. objectId is usually positive.', { id: ['0'] }],
      ['7', 'resource not found', undefined],
    ];
    for (const [id, message, context] of missing)
      it(`says “${message}” of ${id}`, async () => {
        const { status, body } = await hubSpot.get(id);
        expect(status).to.equal(404);
        expect(body).to.include({ status: 'error', message, category: 'OBJECT_NOT_FOUND' });
        expect(body.context).to.deep.equal(context);
      });
  });

  describe('in a batch', () => {
    it('answers what it finds in the order of the ids, or in another', async () => {
      const ids = (await hubSpot.ids()).slice(0, 100).toReversed();
      ids.push(ids.shift()!);
      expect(idsIn((await hubSpot.batchRead(ids)).body)).to.deep.equal(ids);
      sandbox.hubSpot.switches.batchOrder = 'by-descending-id';
      expect(idsIn((await hubSpot.batchRead(ids)).body)).to.deep.equal(ids.toSorted((a, b) => Number(b) - Number(a)));
    });

    for (const [version, expected] of [
      ['v3', 207],
      ['2026-03', 207],
      ['2026-09', 200],
    ] as const)
      it(`tells which ids are missing, with ${expected} in ${version}`, async () => {
        const requests = new HubSpotRequests(sandbox, `/crm/objects/${version}/contacts`);
        const [id] = await requests.ids();
        const { status, body } = await requests.batchRead(['7', id!, 'nobody']);
        expect([status, body.status, body.numErrors]).to.deep.equal([expected, 'COMPLETE', 1]);
        expect(idsIn(body)).to.deep.equal([id]);
        expect(body.errors?.[0]).to.deep.include({ category: 'OBJECT_NOT_FOUND', context: { ids: ['7', 'nobody'] } });
      });

    it('leaves missing ids out of a complete answer if told to', async () => {
      sandbox.hubSpot.switches.missingIds = 'omitted';
      const { status, body } = await new HubSpotRequests(sandbox, '/crm/v3/objects/contacts').batchRead(['7']);
      expect([status, body.results, body.errors]).to.deep.equal([200, [], undefined]);
    });

    it('tells nothing of half of the ids, and of merged ones, if told to', async () => {
      const [first, second, third, fourth] = await hubSpot.ids();
      sandbox.hubSpot.edits.merge(first!, second!);
      sandbox.hubSpot.switches.batchAnswers = 'half';
      const { body } = await hubSpot.batchRead([second!, third!, fourth!, first!]);
      expect([idsIn(body), body.errors]).to.deep.equal([[third], undefined]);
    });

    it('answers a survivor once, whichever of its ids were asked for', async () => {
      const [first, second, third] = await hubSpot.ids();
      sandbox.hubSpot.edits.merge(first!, second!);
      expect(idsIn((await hubSpot.batchRead([second!, first!, third!])).body)).to.deep.equal([first, third]);
    });

    it('reads by address, and archived contacts when asked for those', async () => {
      const { id, properties } = (await hubSpot.list('limit=1')).body.results[0]!;
      expect(idsIn((await hubSpot.batchRead([properties['email']!], { idProperty: 'email' })).body)).to.deep.equal([
        id,
      ]);
      sandbox.hubSpot.edits.archive(id);
      expect(idsIn((await hubSpot.batchRead([id], {}, 'archived=true')).body)).to.deep.equal([id]);
      expect((await hubSpot.batchRead([id])).body.numErrors).to.equal(1);
    });

    it('takes 100 ids, 50 with history, and is refused with 400 beyond and without ids', async () => {
      const ids = Array.from({ length: 101 }, (_, index) => String(index + 1));
      const history = { propertiesWithHistory: ['email'] };
      const answers = [
        await hubSpot.batchRead(ids.slice(1)),
        await hubSpot.batchRead(ids),
        await hubSpot.batchRead(ids.slice(51), history),
        await hubSpot.batchRead(ids.slice(50), history),
        await hubSpot.ask('POST', '/batch/read', '{"properties":[]}'),
      ];
      expect(answers.map(({ status }) => status)).to.deep.equal([200, 400, 200, 400, 400]);
    });
  });
});
