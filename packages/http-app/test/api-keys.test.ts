import { expect } from 'chai';
import { request } from 'node:http';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

/** fetch would tidy the path up: this sends it as it is. */
const statusOf = ({ service }: Running, path: string, method: string, keys: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(service.url);
    request({ hostname, port, path, method, headers: { 'x-api-key': [...keys] } }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode!));
    })
      .on('error', reject)
      .end();
  });

const [FIRST, SECOND] = ['first-key', 'second-key'];
const opening: readonly (readonly string[])[] = [[FIRST], [SECOND]];
const useless: readonly (readonly string[])[] = [
  [],
  [''],
  ['first-ke'],
  ['first-keys'],
  ['FIRST-KEY'],
  ['first-key,second-key'],
  ['first-key', 'second-key'],
  ['wrong'],
];

describe('with API keys', () => {
  let running: Running;
  let closed: Running;
  const API_KEYS = `${FIRST}, ${SECOND}`;
  before(async () => {
    running = await startRunning({ API_KEYS });
    closed = await startRunning({ API_KEYS, PUBLIC_PATHS: '' });
    await running.get('/contacts', { headers: { 'x-api-key': FIRST } });
    await closed.get('/contacts', { headers: { 'x-api-key': FIRST } });
  });
  after(stopLeftRunning);

  const rows: [method: string, path: string, withKey: number, isPublic?: 'public'][] = [
    ['GET', '/contacts', 200],
    ['HEAD', '/contacts', 200],
    ['GET', '/contacts?limit=1', 400],
    ['POST', '/contacts', 405],
    ['OPTIONS', '/contacts', 405],
    ['GET', '/contacts/', 404],
    ['GET', '/health', 200, 'public'],
    ['GET', '/ready', 200, 'public'],
    ['DELETE', '/ready', 405, 'public'],
    ['GET', '/health/', 404, 'public'],
    ['GET', '/health/x', 404, 'public'],
    ['GET', '/', 404],
    ['GET', '/nowhere', 404],
    ['PUT', '/nowhere', 404],
    ['OPTIONS', '*', 404],
    ['GET', '/healthy', 404],
    ['GET', '/Health', 404],
    ['GET', '/health%2f', 404],
    ['GET', '/%68ealth', 404],
    ['GET', '//health', 404],
    ['GET', '/health//contacts', 404],
    ['GET', '/health/../contacts', 404],
    ['GET', '/health/..%2fcontacts', 404],
    ['GET', '/health/%2e%2e/contacts', 404],
    ['GET', '/health/..\\contacts', 404],
    ['GET', '/health/.', 404],
    ['GET', '/contacts/../health', 404],
    ['GET', 'http://gateway.example/health', 200, 'public'],
    ['GET', 'http://gateway.example/contacts', 200],
    ['GET', '/contacts?/health', 400],
    ['GET', '/contacts#/health', 200],
    ['GET', '/health#/../contacts', 200, 'public'],
  ];
  for (const [method, path, withKey, isPublic] of rows)
    it(`${method} ${path} is ${withKey} with either key, and ${isPublic ? 'with none' : '401 without'}`, async () => {
      const ask = (service: Running, keys: readonly string[]): Promise<number> => statusOf(service, path, method, keys);
      for (const keys of opening) {
        expect(await ask(running, keys), keys.join()).to.equal(withKey);
        expect(await ask(closed, keys), `${keys.join()}, nothing public`).to.equal(withKey);
      }
      for (const keys of useless) {
        expect(await ask(running, keys), keys.join()).to.equal(isPublic ? withKey : 401);
        expect(await ask(closed, keys), `${keys.join()}, nothing public`).to.equal(401);
      }
    });

  it('a refusal says what is missing', async () => {
    const answer = await running.get('/contacts');
    expect(answer.headers.get('www-authenticate')).to.equal('ApiKey realm="contacts-gateway"');
    expect(await answer.json()).to.include({ code: 'api_key_invalid', detail: 'Missing or invalid API key.' });
  });
});
