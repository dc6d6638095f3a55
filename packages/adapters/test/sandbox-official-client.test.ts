import { type Sandbox, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { Client } from '@hubspot/api-client';
import { FilterOperatorEnum } from '@hubspot/api-client/lib/codegen/crm/contacts/models/Filter.js';
import { expect } from 'chai';

describe('HubSpot’s official client, on the sandbox', () => {
  let sandbox: Sandbox;
  let contacts: Client['crm']['contacts'];
  let truth: { readonly id: string; readonly properties: Readonly<Record<string, string | null>> }[];

  beforeEach(async () => {
    sandbox = await startSandbox({ contacts: 230 });
    truth = [...sandbox.hubSpot.account.contacts()];
    contacts = new Client({
      accessToken: sandbox.tokens.issue().token,
      basePath: sandbox.environment.HUBSPOT_BASE_URL,
      limiterOptions: { minTime: 0 },
    }).crm.contacts;
  });
  afterEach(() => sandbox.close());

  it('gets all contacts', async () => {
    const all = await contacts.getAll(100, undefined, ['email']);
    expect(all.map(({ id }) => id)).to.deep.equal(truth.map(({ id }) => id));
    expect(all[0]?.properties['email']).to.equal(truth[0]?.properties['email']);
    expect(all[0]?.createdAt).to.be.instanceOf(Date);
  });

  it('gets a page, and the next one', async () => {
    const first = await contacts.basicApi.getPage(3);
    const second = await contacts.basicApi.getPage(3, first.paging!.next!.after);
    const ids = [...first.results, ...second.results].map(({ id }) => id);
    expect(ids).to.deep.equal(truth.slice(0, 6).map(({ id }) => id));
  });

  it('gets a contact by its id and by its address', async () => {
    const { id, properties } = truth.find((contact) => contact.properties['email'] !== null)!;
    expect((await contacts.basicApi.getById(id)).id).to.equal(id);
    const byAddress = await contacts.basicApi.getById(
      properties['email']!.trim(),
      undefined,
      undefined,
      undefined,
      false,
      'email',
    );
    expect(byAddress.id).to.equal(id);
  });

  it('is told of a contact that does not exist', async () => {
    const error = await contacts.basicApi.getById('7').catch((thrown: unknown) => thrown);
    expect(error).to.deep.include({ code: 404 });
    expect((error as { body: object }).body).to.include({ category: 'OBJECT_NOT_FOUND' });
  });

  it('searches page by page', async () => {
    const edited = sandbox.hubSpot.edits.bulkEdit(25, { company: 'Sandbox' });
    const found: string[] = [];
    for (let after: string | undefined = '0'; after !== undefined;) {
      const page: Awaited<ReturnType<typeof contacts.searchApi.doSearch>> = await contacts.searchApi.doSearch({
        filterGroups: [{ filters: [{ propertyName: 'company', operator: FilterOperatorEnum.Eq, value: 'sandbox' }] }],
        sorts: ['hs_object_id'],
        properties: ['company'],
        limit: 10,
        after,
      });
      expect(page.total).to.equal(25);
      found.push(...page.results.map(({ id }) => id));
      after = page.paging?.next?.after;
    }
    expect(found).to.deep.equal(edited);
  });

  it('reads a batch, with a missing id and one that was merged into another', async () => {
    const [survivor, loser, other] = truth.map(({ id }) => id);
    sandbox.hubSpot.edits.merge(survivor!, loser!);
    const answer = await contacts.batchApi.read({
      inputs: [loser!, '7', other!].map((id) => ({ id })),
      properties: ['hs_merged_object_ids'],
      propertiesWithHistory: [],
    });
    expect(answer.results.map(({ id }) => id)).to.deep.equal([survivor, other]);
    expect(answer.results[0]?.properties['hs_merged_object_ids']).to.equal(loser);
    expect(answer).to.deep.include({ numErrors: 1 });
    expect((answer as { errors: object[] }).errors[0]).to.deep.include({ context: { ids: ['7'] } });
  });
});
