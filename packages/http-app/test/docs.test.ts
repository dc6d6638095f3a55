import { expect } from 'chai';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

const files = ['/docs/swagger-ui.css', '/docs/swagger-ui-bundle.js', '/docs/initializer.js'];

describe('what stays the same while the service runs', () => {
  let running: Running;
  before(async () => (running = await startRunning()));
  after(stopLeftRunning);

  for (const path of ['/openapi.json', '/docs', ...files]) {
    it(`${path} comes whole with its length and a tag, to GET and HEAD alone`, async () => {
      const answer = await running.get(path);
      const { status, headers } = answer;
      expect([status, headers.get('cache-control')]).to.deep.equal([200, 'private, no-cache']);
      expect((await answer.arrayBuffer()).byteLength).to.equal(Number(headers.get('content-length')));
      const head = await running.get(path, { method: 'HEAD' });
      for (const name of ['content-length', 'content-type', 'etag'])
        expect(head.headers.get(name), name).to.equal(headers.get(name)).and.not.equal(null);
      expect((await running.get(path, { method: 'POST' })).status).to.equal(405);
    });

    it(`${path} is not sent again to who has its tag`, async () => {
      const etag = (await running.get(path)).headers.get('etag')!;
      const status = async (tag: string): Promise<number> =>
        (await running.get(path, { headers: { 'if-none-match': tag } })).status;
      const statuses = [await status(etag), await status(`W/${etag}`), await status('*'), await status('"other"')];
      expect(statuses).to.deep.equal([304, 304, 304, 200]);
    });
  }

  it('a probe is no such thing, whatever tag the caller has', async () => {
    for (const path of ['/health', '/ready']) {
      const answer = await running.get(path, { headers: { 'if-none-match': '*' } });
      expect(answer.status, path).to.be.oneOf([200, 503]);
      expect(answer.headers.get('cache-control'), path).to.equal('no-store');
    }
  });
});

describe('GET /docs', () => {
  let running: Running;
  before(async () => (running = await startRunning({ API_KEYS: 'some-key' })));
  after(stopLeftRunning);

  it('lets the page load from this service alone, and run what is in its files alone', async () => {
    for (const path of ['/docs', ...files]) {
      const { headers } = await running.get(path);
      const policy = headers.get('content-security-policy');
      expect(policy).to.contain("default-src 'none'").and.contain("script-src 'self'").and.not.contain('unsafe');
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
    }
  });

  it('names files that are all there, and is called by nobody else’s name', async () => {
    const page = await (await running.get('/docs')).text();
    const named = [...page.matchAll(/(?:src|href)="(docs[^"]+)"/g)].map(([, path]) => `/${path}`);
    expect(named).to.have.members(files);
    for (const path of [...named, '/openapi.json']) expect((await running.get(path)).status, path).to.equal(200);
  });

  it('is the same page with a slash at the end', async () => {
    const [bare, slashed] = [await running.get('/docs'), await running.get('/docs/')];
    expect(await slashed.text()).to.equal(await bare.text());
    const redirect = await running.get('/docs/', { redirect: 'manual' });
    expect([redirect.status, redirect.headers.get('location')]).to.deep.equal([308, '../docs']);
    expect((await running.get('/docs/', { method: 'POST' })).status).to.equal(404);
  });

  const nothing = [
    '/docs/package.json',
    '/docs/index.html',
    '/docs/x/swagger-ui.css',
    '/docs/Initializer.js',
    '/docs/constructor',
  ];
  for (const path of nothing)
    it(`has nothing at ${path}`, async () => expect((await running.get(path)).status).to.equal(404));

  const elsewhere = [
    '/docs/..%2f..%2fpackage.json',
    '/docs/%2e%2e%2fpackage.json',
    '/docs/%ff',
    '/docs/swagger-ui.css%00',
  ];
  for (const path of elsewhere)
    it(`leads nowhere by ${path}, with a key or without`, async () => {
      expect((await running.get(path)).status).to.equal(401);
      expect((await running.get(path, { headers: { 'x-api-key': 'some-key' } })).status).to.equal(404);
    });
});
