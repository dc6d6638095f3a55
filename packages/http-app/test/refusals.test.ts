import type { Sandbox } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';
import { answerIn, dial, sent } from './raw-socket.js';

const HOST = 'host: gateway.example\r\n';
const get = (path: string, more = ''): string => `GET ${path} HTTP/1.1\r\n${HOST}${more}\r\n`;
const lastly = 'connection: close\r\n';

describe('what is sent', () => {
  let running: Running;
  before(async () => {
    running = await startRunning();
    await running.get('/contacts');
  });
  after(stopLeftRunning);

  const refused: [what: string, bytes: string, status: number, code: string][] = [
    ['what is no HTTP', '\x00\x01\x02\r\n\r\n', 400, 'bad_request'],
    ['the beginning of TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400, 'bad_request'],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400, 'bad_request'],
    ['HTTP/0.9', 'GET /health\r\n\r\n', 400, 'bad_request'],
    ['a request of HTTP/2 in the form of HTTP/1', `GET /health HTTP/2.0\r\n${HOST}\r\n`, 400, 'bad_request'],
    ['a request of HTTP/0.9 in the form of HTTP/1', `GET /health HTTP/0.9\r\n${HOST}\r\n`, 400, 'bad_request'],
    ['a request with two hosts', get('/health', 'HOST: other.example\r\n'), 400, 'bad_request'],
    ['a request of HTTP/1.0 with two hosts', `GET /health HTTP/1.0\r\n${HOST}${HOST}\r\n`, 400, 'bad_request'],
    ['a request without Host', 'GET /health HTTP/1.1\r\n\r\n', 400, 'bad_request'],
    ['a method that nobody knows', `FETCH /health HTTP/1.1\r\n${HOST}\r\n`, 400, 'bad_request'],
    ['a path without a slash', get('contacts'), 400, 'bad_request'],
    ['a NUL in the path', get('/contacts/a\0b'), 400, 'bad_request'],
    ['bytes that are no ASCII in the query', get('/contacts?email=\xff\xfe'), 400, 'bad_request'],
    ['a NUL in a header', get('/health', 'a: b\0c\r\n'), 400, 'bad_request'],
    ['a header that goes on in the next line', get('/health', 'a: b\r\n c\r\n'), 400, 'bad_request'],
    ['two lengths', get('/health', 'content-length: 5\r\ncontent-length: 6\r\n'), 400, 'bad_request'],
    ['a length and chunks', get('/health', 'content-length: 5\r\ntransfer-encoding: chunked\r\n'), 400, 'bad_request'],
    ['a large address', get(`/contacts/${'a'.repeat(17_000)}`), 431, 'headers_too_large'],
    ['large headers', get('/contacts', `if-none-match: ${'"a", '.repeat(16_000)}\r\n`), 431, 'headers_too_large'],
    ['a request to be a proxy', `CONNECT other.example:80 HTTP/1.1\r\n${HOST}\r\n`, 405, 'method_not_allowed'],
  ];
  for (const [what, bytes, status, code] of refused)
    it(`is answered ${status} ${code} when it is ${what}, and the connection ends`, async () => {
      const answer = answerIn(await sent(running.service.url, bytes), 'POST', '/health');
      expect(answer.status).to.equal(status);
      expect(JSON.parse(answer.body.toString())).to.include({ status, code });
      expect(answer.headers.get('connection')).to.equal('close');
      running.contract.hold(answer);
      const line = running.logged.find(
        ({ message, requestId }) => message === 'request refused' && requestId === answer.headers.get('x-request-id'),
      );
      expect(line).to.include({ status, code });
    });

  it('has no body in its answer when it begins with HEAD', async () => {
    const text = await sent(running.service.url, `HEAD /\xff HTTP/1.1\r\n${HOST}\r\n`);
    expect(text).to.match(/^HTTP\/1\.1 400 [^]*\r\n\r\n$/);
  });

  const served: [what: string, bytes: string, statuses: number[]][] = [
    ['HTTP/1.0', 'GET /health HTTP/1.0\r\n\r\n', [200]],
    ['a whole address', get('http://other.example/contacts?limit=1', lastly), [200]],
    ['a whole address whose host is none', get('http://[/health', lastly), [200]],
    ['a whole address without a path', get('http://other.example?x', lastly), [404]],
    ['HTTP/1.0 with a host', `GET /health HTTP/1.0\r\n${HOST}\r\n`, [200]],
    ['an Upgrade that nobody wants', get('/health', `upgrade: websocket\r\nconnection: upgrade, close\r\n`), [200]],
    ['an expectation', get('/health', `expect: a-pony\r\n${lastly}`), [200]],
    [
      'the offer of a body, which is not asked for',
      get('/health', 'expect: 100-continue\r\ncontent-length: 5\r\n'),
      [200],
    ],
    ['a short body', `${get('/health', 'content-length: 5\r\n')}hello${get('/ready', lastly)}`, [200, 200]],
    [
      'a body in chunks',
      `${get('/health', 'transfer-encoding: chunked\r\n')}5\r\nhello\r\n0\r\n\r\n${get('/ready', lastly)}`,
      [200, 200],
    ],
    [
      'several requests at once',
      `${get('/contacts')}${get('/health')}${get('/nowhere')}${get('/contacts?limit=1', lastly)}`,
      [200, 200, 404, 200],
    ],
    ['a request, and then what is none', `${get('/health')}GARBAGE\r\n\r\n`, [200]],
    ['a Range, which is not obeyed', get('/contacts', `range: bytes=5-2,-1,99999999999999999999-\r\n${lastly}`), [200]],
    [
      'a tag among weak and broken ones',
      get('/contacts', `if-none-match: W/"a", "b, *, "\r\nif-none-match: W/"c"\r\n${lastly}`),
      [200],
    ],
    ['a path that is not UTF-8', get('/contacts/%FF', lastly), [404]],
    ['an encoded NUL in the path', get('/contacts/a%00b', lastly), [404]],
    ['an encoded NUL in the query', get('/contacts?email=%00', lastly), [200]],
    ['a name for the request, twice', get('/health', `x-request-id: a\r\nx-request-id: b\r\n${lastly}`), [200]],
    ['TRACE', `TRACE /health HTTP/1.1\r\n${HOST}${lastly}\r\n`, [405]],
  ];
  for (const [what, bytes, statuses] of served)
    it(`is answered ${statuses.join()} when it is ${what}`, async () => {
      const text = await sent(running.service.url, bytes);
      expect([...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map(([, status]) => Number(status))).to.deep.equal(statuses);
    });

  it('may be no HTTP behind a request that is still being answered: nobody is answered, and both are in the log', async () => {
    const hang = ({ hubSpot }: Sandbox): void => void hubSpot.faults.next('hang', Infinity);
    const waiting = await startRunning({}, { before: hang });
    expect(await sent(waiting.service.url, `${get('/contacts')}GARBAGE\r\n\r\n`)).to.equal('');
    await delay(100);
    const lines = waiting.logged.filter(({ message }) => String(message).startsWith('request'));
    expect(lines).to.have.length(2);
    for (const line of lines) expect(line).to.not.have.property('status');
    expect(lines.find(({ message }) => message === 'request refused')).to.include({
      code: 'bad_request',
      reason: 'HPE_INVALID_METHOD',
    });
  });

  it('may be a body without an end: the answer comes, and a second later nobody reads any more', async () => {
    const socket = dial(running.service.url);
    socket.write(`POST /contacts HTTP/1.1\r\n${HOST}content-length: 1000000000000\r\n\r\n`);
    const more = setInterval(() => socket.write(Buffer.alloc(100_000)), 5);
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    const since = performance.now();
    await new Promise((resolve) => socket.on('close', resolve));
    clearInterval(more);
    expect(text).to.match(/^HTTP\/1\.1 405 /);
    expect(performance.now() - since).to.be.within(900, 5000);
  });
});
