import { type Sandbox, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Discrepancy, type Exchange, OpenApiDocument } from './openapi-document.js';

const VARIABLE = 'HUBSPOT_OPENAPI_DIR';
const directory = process.env[VARIABLE];

/** Where HubSpot is known to answer, or to take, something else than its documents say. Whatever else differs is a finding. */
const deviations: readonly { readonly why: string; readonly is: (discrepancy: Discrepancy) => boolean }[] = [
  {
    why: 'Recorded: a requested property that is empty is null. Only the document of 2026-09 allows it.',
    is: ({ in: where, at, what }) => where === 'answer' && /\/properties\/\w+$/.test(at) && what === 'must be string',
  },
  {
    why: 'Recorded: an error names its status, "error", in the body.',
    is: ({ in: where, at, what }) => where === 'answer' && at === '' && what === 'has no field status',
  },
  {
    why: 'Recorded: unparsable input, rate limits and internal errors have no category.',
    is: ({ in: where, at, what }) =>
      where === 'answer' && at === '' && what === "must have required property 'category'",
  },
  {
    why: 'Recorded: a rate limit is told by errorType, policyName and groupName.',
    is: ({ in: where, at, what }) =>
      where === 'answer' && at === '' && /^has no field (errorType|policyName|groupName|requestId)$/.test(what),
  },
  {
    why: 'Recorded: the error about missing ids in a batch has neither links nor errors of its own.',
    is: ({ in: where, at, what }) =>
      where === 'answer' && /^\/errors\/\d+$/.test(at) && /^must have required property '(links|errors)'$/.test(what),
  },
  {
    why: 'The guide to search sorts by objects; the documents say strings, which work as well.',
    is: ({ in: where, at, what }) => where === 'request' && /^\/sorts\/\d+$/.test(at) && what === 'must be string',
  },
];

const search = (more: object = {}): object => ({
  filterGroups: [{ filters: [{ propertyName: 'lastmodifieddate', operator: 'GTE', value: '0' }] }],
  sorts: [{ propertyName: 'lastmodifieddate', direction: 'ASCENDING' }],
  properties: ['email', 'firstname', 'hs_merged_object_ids'],
  limit: 5,
  after: '0',
  ...more,
});
const batch = (...ids: (string | undefined)[]): object => ({
  inputs: ids.map((id) => ({ id })),
  properties: ['email', 'firstname'],
  propertiesWithHistory: ['firstname'],
});

describe('the sandbox, held against HubSpot’s OpenAPI documents', () => {
  if (directory === undefined) {
    process.stderr.write(`${VARIABLE} is not set: the sandbox is NOT held against HubSpot's OpenAPI documents.\n`);
    it(`is skipped, because ${VARIABLE} names no folder with the documents: see the sandbox’s README`);
    return;
  }

  let sandbox: Sandbox;
  let ids: string[];
  before(async () => {
    sandbox = await startSandbox({ contacts: 100, requestsPer10s: 0, searchesPerSecond: 0 });
    ids = [...sandbox.hubSpot.account.contacts()].map(({ id }) => id);
    const [archived, survivor, loser, edited] = ids;
    sandbox.hubSpot.edits.archive(archived!);
    sandbox.hubSpot.edits.merge(survivor!, loser!);
    sandbox.hubSpot.edits.edit(edited!, { firstname: 'Edited', company: 'Sandbox' });
  });
  after(() => sandbox.close());

  const met = new Set<string>();
  const findings = (document: OpenApiDocument, exchange: Exchange): Discrepancy[] =>
    document.discrepancies(exchange).filter((discrepancy) => {
      const known = deviations.find(({ is }) => is(discrepancy));
      if (known) met.add(known.why);
      return !known;
    });

  const ask = async (base: string, rest: string, request?: object): Promise<Exchange> => {
    const url = new URL(sandbox.environment.HUBSPOT_BASE_URL + base + rest);
    const method = request ? 'post' : 'get';
    const headers = { authorization: `Bearer ${sandbox.tokens.issue().token}`, 'content-type': 'application/json' };
    const answer = await fetch(url, { method, headers, ...(request && { body: JSON.stringify(request) }) });
    return { method, url, request, status: answer.status, answer: await answer.json() };
  };

  for (const [version, base] of [
    ['v3', '/crm/v3/objects/contacts'],
    ['2026-03', '/crm/objects/2026-03/contacts'],
    ['2026-09', '/crm/objects/2026-09/contacts'],
  ] as const) {
    describe(`of ${version}`, () => {
      let document: OpenApiDocument;
      before(() => {
        const file = join(directory, `contacts.${version}.json`);
        document = new OpenApiDocument(JSON.parse(readFileSync(file, 'utf8')) as never);
      });

      const cases: [what: string, status: number, rest: () => string, request?: () => object][] = [
        ['a page of the list', 200, () => '?limit=5&properties=email,jobtitle,hs_merged_object_ids'],
        ['the last page', 200, () => '?limit=100'],
        ['a page with history', 200, () => '?limit=50&propertiesWithHistory=firstname'],
        ['a page of the archive', 200, () => '?archived=true'],
        ['a contact', 200, () => `/${ids[3]}?properties=company,hs_additional_emails`],
        ['a former id', 200, () => `/${ids[2]}?properties=hs_merged_object_ids`],
        ['an archived contact', 200, () => `/${ids[0]}?archived=true`],
        ['no contact', 404, () => '/7'],
        ['an id that is not numeric', 404, () => '/seven'],
        ['an unparsable cursor', 400, () => '?after=x'],
        ['a limit that is too high', 400, () => '?limit=101'],
        ['a batch read', 200, () => '/batch/read?archived=false', () => batch(ids[1], ids[3])],
        [
          'a batch read with missing ids',
          version === '2026-09' ? 200 : 207,
          () => '/batch/read',
          () => batch(ids[1], '7', ids[0]),
        ],
        ['a page of a search', 200, () => '/search', () => search()],
        ['a search that is sorted by a string', 200, () => '/search', () => search({ sorts: ['-createdate'] })],
        ['a search beyond its depth', 400, () => '/search', () => search({ after: '10000' })],
      ];
      for (const [what, status, rest, request] of cases)
        it(`answers ${what} as documented`, async () => {
          const exchange = await ask(base, rest(), request?.());
          expect(exchange.status).to.equal(status);
          expect(findings(document, exchange)).to.deep.equal([]);
        });

      it('answers its errors in JSON as documented', async () => {
        const { faults } = sandbox.hubSpot;
        let inJson = 0;
        for (const name of faults.names) {
          faults.clear();
          if (['hang', 'trickle', 'break-off', 'truncated-json', 'reset', 'slow'].includes(name)) continue;
          faults.next(name);
          const exchange = await ask(base, '').catch(() => undefined);
          if (!exchange) continue;
          inJson += 1;
          expect(findings(document, exchange), name).to.deep.equal([]);
        }
        expect(inJson).to.be.above(10);
      });

      it('would notice an answer, a request and a parameter that are not', async () => {
        const good = await ask(base, '/search', search());
        const { results } = good.answer as { results: object[] };
        const spoiled: Exchange[] = [
          { ...good, answer: { ...(good.answer as object), total: 'many' } },
          { ...good, answer: { total: 1, results: [{ ...results[0], createdAt: 'yesterday' }] } },
          { ...good, answer: { total: 1, results: [{ ...results[0], name: 'Sandbox' }] } },
          { ...good, answer: { results } },
          { ...good, request: { ...search(), after: undefined } },
          { ...good, request: { ...search(), filterGroups: [{ filters: [{ propertyName: 'x', operator: 'LIKE' }] }] } },
          { ...good, url: new URL('?sort=email', good.url) },
          { ...good, url: new URL('/crm/nothing', good.url) },
          { ...good, status: 500 },
        ];
        for (const exchange of spoiled) expect(findings(document, exchange)).to.not.deep.equal([]);
      });
    });
  }

  describe('of all versions', () => {
    it('needs every deviation that is listed', () => {
      expect(deviations.map(({ why }) => why).filter((why) => !met.has(why))).to.deep.equal([]);
    });
  });
});
