import { expect } from 'chai';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

/** As it was sent: fetch would unpack it. */
async function raw(
  { service, contract }: Running,
  path: string,
  headers: Record<string, string>,
  method = 'GET',
): Promise<{ headers: Headers; body: Buffer }> {
  const asked = request(service.url + path, { method, headers }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const body = Buffer.concat((await answer.toArray()) as Buffer[]);
  const received = new Headers(answer.headers as Record<string, string>);
  const unpacked = received.get('content-encoding') === 'gzip' && body.length > 0 ? gunzipSync(body) : body;
  contract.hold({ method, url: path, status: answer.statusCode!, headers: received, body: unpacked });
  return { headers: received, body };
}

/** What a program makes of its input; undefined where there is no such program. */
async function output(command: string, args: readonly string[], input?: Buffer): Promise<Buffer | undefined> {
  const program = spawn(command, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const found = await once(program, 'spawn').catch(() => undefined);
  if (!found) return undefined;
  const closed = once(program, 'close');
  program.stdin.end(input);
  const written = Buffer.concat((await program.stdout.toArray()) as Buffer[]);
  expect(await closed, command).to.deep.equal([0, null]);
  return written;
}

const GZIP = { 'accept-encoding': 'gzip' };

describe('GET /contacts as gzip', () => {
  const sizes: [what: string, contacts: number][] = [
    ['no page', 0],
    ['one page', 100],
    ['many pages', 20_000],
  ];
  for (const [what, contacts] of sizes)
    describe(`of ${what}`, () => {
      let running: Running;
      before(async () => {
        running = await startRunning({ HUBSPOT_REQUESTS_PER_10S: '0' }, { contacts, requestsPer10s: 0 });
        await running.get('/contacts');
      });
      after(stopLeftRunning);

      for (const path of [
        '',
        '?limit=1000',
        '?limit=1',
        '?after=100500',
        '?issue=suspect',
        '?email=nobody@example.com',
      ])
        for (const accept of ['application/json', 'application/x-ndjson'])
          it(`is the same list${path && ` for ${path.replace(/\w+@\w+\.com/, '<address>')}`} as ${accept}`, async () => {
            const plain = await raw(running, `/contacts${path}`, { accept });
            const zipped = await raw(running, `/contacts${path}`, { accept, ...GZIP });
            expect(zipped.headers.get('content-encoding')).to.equal('gzip');
            expect(plain.headers.get('content-encoding')).to.equal(null);
            expect(gunzipSync(zipped.body).equals(plain.body)).to.equal(true);
            expect(zipped.headers.get('etag')).to.equal(plain.headers.get('etag')!.replace(/"$/, '-gzip"'));
            expect(zipped.headers.get('vary')).to.equal('Accept, Accept-Encoding');
            expect(zipped.headers.get('link')).to.equal(plain.headers.get('link'));
            const isWholeJson = path === '' && accept === 'application/json';
            expect(zipped.headers.get('content-length')).to.equal(isWholeJson ? String(zipped.body.length) : null);
          });

      it('is read by gzip, Python, curl and fetch', async () => {
        const { body } = await raw(running, '/contacts', {});
        const zipped = (await raw(running, '/contacts', GZIP)).body;
        await output('gzip', ['-t'], zipped);
        const python = 'import gzip, sys; sys.stdout.buffer.write(gzip.decompress(sys.stdin.buffer.read()))';
        for (const read of [
          await output('python3', ['-c', python], zipped),
          await output('curl', ['--silent', '--compressed', `${running.service.url}/contacts`]),
          Buffer.from(await (await running.get('/contacts', { headers: GZIP })).arrayBuffer()),
        ])
          if (read) expect(read.equals(body)).to.equal(true);
      });

      it('has the same headers for HEAD, and 304 for its own tag alone', async () => {
        const get = await raw(running, '/contacts', GZIP);
        const head = await raw(running, '/contacts', GZIP, 'HEAD');
        for (const name of ['etag', 'content-length', 'content-encoding', 'content-type', 'x-total-count'])
          expect(head.headers.get(name), name).to.equal(get.headers.get(name)).and.not.equal(null);
        const tag = { 'if-none-match': get.headers.get('etag')! };
        expect((await running.get('/contacts', { headers: { ...GZIP, ...tag } })).status).to.equal(304);
        const plain = await running.get('/contacts', { headers: { 'accept-encoding': 'identity', ...tag } });
        expect(plain.status).to.equal(200);
      });
    });

  describe('comes', () => {
    let running: Running;
    before(async () => {
      running = await startRunning({}, { contacts: 50 });
      await running.get('/contacts');
    });
    after(stopLeftRunning);

    const accepted: [acceptEncoding: string, coding: 'gzip' | 'plain'][] = [
      ['gzip', 'gzip'],
      ['GZIP', 'gzip'],
      ['gzip, deflate, br, zstd', 'gzip'],
      ['br, gzip;q=0.1', 'gzip'],
      ['gzip;q=0.5', 'gzip'],
      ['*', 'gzip'],
      ['*;q=0.5', 'gzip'],
      ['identity;q=0.5, gzip', 'gzip'],
      ['identity;q=0, gzip;q=0.1', 'gzip'],
      ['identity;q=0', 'gzip'],
      ['identity;q=0, *', 'gzip'],
      ['identity', 'plain'],
      ['', 'plain'],
      ['br', 'plain'],
      ['gzip;q=0', 'plain'],
      ['gzip;q=0, *', 'plain'],
      ['identity, gzip;q=0.5', 'plain'],
      ['gzip;q=0, identity;q=0', 'plain'],
      ['*;q=0', 'plain'],
      ['nonsense;;=', 'plain'],
    ];
    for (const [acceptEncoding, coding] of accepted)
      it(`${coding} for Accept-Encoding: ${acceptEncoding || '(empty)'}`, async () => {
        for (const path of ['/contacts', '/contacts?limit=5']) {
          const { headers } = await raw(running, path, { 'accept-encoding': acceptEncoding });
          expect(headers.get('content-encoding')).to.equal(coding === 'gzip' ? 'gzip' : null);
          expect(headers.get('etag')).to.match(coding === 'gzip' ? /-json-gzip"$/ : /-json"$/);
        }
      });

    it('plain without Accept-Encoding', async () => {
      expect((await raw(running, '/contacts', {})).headers.get('content-encoding')).to.equal(null);
    });
  });
});
