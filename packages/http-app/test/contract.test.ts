import { publicPaths } from '#app/middleware/public-paths.js';
import { openApiDocument } from '#app/openapi/document.js';
import { operations } from '#app/routes/operations.js';
import { expect } from 'chai';
import { type Answered, Contract } from './contract.js';
import { fetchWhole, type Running, startRunning, stopLeftRunning } from './running-service.js';

interface Document {
  readonly paths: Record<
    string,
    { readonly get: { readonly responses: Record<string, { headers: Record<string, unknown> }> } }
  >;
  readonly components: { readonly schemas: Record<string, { readonly properties: Record<string, unknown> }> };
}

describe('the check of answers against /openapi.json', () => {
  let running: Running;
  let list: Answered;
  before(async () => {
    running = await startRunning();
    const answer = await running.get('/contacts');
    const body = Buffer.from(await answer.arrayBuffer());
    list = { method: 'GET', url: '/contacts', status: answer.status, headers: answer.headers, body };
  });
  after(stopLeftRunning);

  const withHeader = (name: string, value?: string): Headers => {
    const headers = new Headers(list.headers);
    if (value === undefined) headers.delete(name);
    else headers.set(name, value);
    return headers;
  };
  const json = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));
  const contact = { id: '1', name: '', email: '', source: 'hubspot' };

  it('finds nothing in an answer that is right', () => {
    expect(running.contract.discrepancies(list)).to.deep.equal([]);
    expect(running.contract.discrepancies({ ...list, body: json([contact]) })).to.deep.equal([]);
  });

  const spoiled: [what: string, change: () => Partial<Answered>, discrepancy: string][] = [
    ['a status that is not documented', () => ({ status: 202 }), 'the status is not documented'],
    ['a method that is not', () => ({ method: 'POST' }), 'the status is not documented'],
    ['a path that is not', () => ({ url: '/people' }), 'the status is not documented'],
    ['a missing header', () => ({ headers: withHeader('x-total-count') }), 'the header X-Total-Count is missing'],
    [
      'a header that is not documented',
      () => ({ headers: withHeader('x-powered-by', 'x') }),
      'the header x-powered-by is not documented',
    ],
    ['a header of another form', () => ({ headers: withHeader('age', 'young') }), 'Age: must be integer'],
    [
      'another media type',
      () => ({ headers: withHeader('content-type', 'text/plain') }),
      'the media type text/plain is not documented',
    ],
    ['a body that is no list', () => ({ body: json({}) }), 'must be array'],
    [
      'a contact without its source',
      () => ({ body: json([contact, { ...contact, source: undefined }]) }),
      "/1 must have required property 'source'",
    ],
    [
      'a contact with another field',
      () => ({ body: json([{ ...contact, token: 'x' }]) }),
      '/0 must NOT have additional properties',
    ],
    [
      'an issue of another kind',
      () => ({ body: json([{ ...contact, issues: [{ code: 'other' }] }]) }),
      '/0/issues/0/code must be equal to constant',
    ],
    ['a body in answer to HEAD', () => ({ method: 'HEAD' }), 'there is a body'],
    [
      'a redirect to nowhere',
      () => ({ status: 308, headers: new Headers({ location: '../people' }) }),
      'it leads to no path of the document: /people',
    ],
  ];
  for (const [what, change, discrepancy] of spoiled)
    it(`finds ${what}`, () => {
      const answered = { ...list, ...change() };
      expect(running.contract.discrepancies(answered)).to.include(discrepancy);
      expect(() => running.contract.hold(answered)).to.throw(discrepancy);
    });

  it('finds a problem with a code that its operation does not have', async () => {
    const answer = await running.get('/contacts?x');
    const problem = (await answer.json()) as object;
    const answered = { ...list, status: 400, headers: answer.headers, body: json({ ...problem, code: 'not_found' }) };
    expect(running.contract.discrepancies(answered)).to.deep.equal([
      '/code must be equal to one of the allowed values',
    ]);
  });

  const spoiledDocuments: [what: string, spoil: (document: Document) => unknown, discrepancy: string][] = [
    [
      'lacks a field',
      ({ components }) => delete components.schemas['Contact']!.properties['email'],
      'additional properties',
    ],
    ['lacks a status', ({ paths }) => delete paths['/contacts']!.get.responses['200'], 'the status is not documented'],
    [
      'asks for a header',
      ({ paths }) => (paths['/contacts']!.get.responses['200']!.headers['X-New'] = { required: true }),
      'the header X-New is missing',
    ],
    ['lacks the path', ({ paths }) => delete paths['/contacts'], 'the status is not documented'],
  ];
  for (const [what, spoil, discrepancy] of spoiledDocuments)
    it(`fails the request of a test when the document ${what}`, async () => {
      const document = JSON.parse(JSON.stringify(openApiDocument(operations, publicPaths([])))) as Document;
      spoil(document);
      const failure = await fetchWhole(`${running.service.url}/contacts`, {}, new Contract(document)).catch(String);
      expect(failure).to.contain('is not as /openapi.json says').and.contain(discrepancy);
    });
});
