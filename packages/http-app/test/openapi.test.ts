import { publicPaths } from '#app/middleware/public-paths.js';
import { openApiDocument } from '#app/openapi/document.js';
import { operations } from '#app/routes/operations.js';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

interface Media {
  readonly schema: object;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}
interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly object[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>;
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<'get' | 'head', Operation>>>>;
}

describe('GET /openapi.json', () => {
  let running: Running;
  let document: Document;
  before(async () => {
    running = await startRunning();
    document = (await (await running.get('/openapi.json')).json()) as Document;
  });
  after(stopLeftRunning);

  it('is valid OpenAPI 3.1', async () => {
    expect(document).to.include({ openapi: '3.1.0' });
    expect((await new Validator().validate({ ...document })).errors).to.equal(undefined);
    const spoiled = { ...document, paths: { '/contacts': { get: { responses: { nothing: {} } } } } };
    expect((await new Validator().validate(spoiled)).valid).to.equal(false);
  });

  it('is what the answers of these tests are held against', () => {
    const held = openApiDocument(operations, publicPaths(['/health', '/ready', '/docs', '/openapi.json']));
    expect(document).to.deep.equal(JSON.parse(JSON.stringify(held)));
  });

  it('tells every operation, with a summary and an id of its own', () => {
    expect(Object.keys(document.paths)).to.deep.equal(Object.keys(operations));
    const all = Object.values(document.paths).flatMap(({ get, head }) => [get, head]);
    expect(all.every(({ summary }) => summary.length > 5)).to.equal(true);
    expect(new Set(all.map(({ operationId }) => operationId)).size).to.equal(2 * Object.keys(operations).length);
  });

  it('has examples that its schemas allow, and people of reserved domains alone in them', () => {
    const ajv = new Ajv2020({ strict: false }).addSchema(document, 'openapi');
    const media = Object.entries(document.paths).flatMap(([path, { get }]) =>
      Object.entries(get.responses).flatMap(([status, { content = {} }]) =>
        Object.entries(content).map(([type, each]) => ({
          at: ['paths', path, 'get', 'responses', status, 'content', type],
          ...each,
        })),
      ),
    );
    let examined = 0;
    for (const { at, example, examples = {} } of media) {
      const pointer = at.map((name) => name.replaceAll('/', '~1')).join('/');
      const validate = ajv.getSchema(`openapi#/${pointer}/schema`)!;
      for (const value of [
        ...(example === undefined ? [] : [example]),
        ...Object.values(examples).map((each) => each.value),
      ]) {
        expect(validate(value), `${at.join(' ')}: ${ajv.errorsText(validate.errors)}`).to.equal(true);
        examined += 1;
      }
    }
    expect(examined).to.be.at.least(15);
    const addresses = JSON.stringify(document).match(/[\w.]+@[\w.]+/g);
    expect(addresses).to.deep.equal(addresses?.filter((address) => address.endsWith('@example.com')));
  });

  it('tells of every operation how it is answered what is no request, comes too slowly, or is too large', () => {
    const codes = (status: string) => (operation: Operation) =>
      Object.keys(operation.responses[status]?.content?.['application/problem+json']?.examples ?? {});
    const all = Object.values(document.paths).map(({ get }) => get);
    for (const [status, code] of [
      ['400', 'bad_request'],
      ['408', 'request_timeout'],
      ['431', 'headers_too_large'],
    ] as const)
      for (const told of all.map(codes(status))) expect(told).to.include(code);
  });

  it('tells every code of docs/errors.md, and no other', () => {
    const listed = readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8').matchAll(/\| `(\w+)`/g);
    const told = JSON.stringify(document).matchAll(/"code":"(\w+)","requestId"/g);
    const codes = (matches: Iterable<RegExpMatchArray>): string[] => [
      ...new Set([...matches].map(([, code]) => code!)),
    ];
    expect(codes(told)).to.have.members(codes(listed));
  });

  it('asks for a key except on public paths', async () => {
    const keyless = (paths: Document['paths']): string[] =>
      Object.entries(paths).flatMap(([path, { get }]) => (get.security.length === 0 ? [path] : []));
    const asked = (path: string): readonly object[] => document.paths[path]!.get.security;
    expect(asked('/contacts')).to.deep.equal([{ ApiKey: [] }]);
    // It depends on how the name is written.
    expect(asked('/docs/{file}')).to.deep.equal([{}, { ApiKey: [] }]);
    expect(keyless(document.paths)).to.deep.equal(['/health', '/ready', '/openapi.json', '/docs']);
    const closed = await startRunning({ PUBLIC_PATHS: '/docs' });
    const told = (await (await closed.get('/openapi.json')).json()) as Document;
    expect(keyless(told.paths)).to.deep.equal(['/docs']);
  });
});
