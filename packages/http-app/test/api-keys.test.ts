import { operations } from '#app/routes/operations.js';
import { expect } from 'chai';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { eventually } from './fleet/eventually.js';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

/** fetch would tidy the path up: this sends it as it is. */
async function statusOf(
  { service, contract }: Running,
  path: string,
  method: string,
  keys: readonly string[],
): Promise<number> {
  const { hostname, port } = new URL(service.url);
  const asked = request({ hostname, port, path, method, headers: { 'x-api-key': [...keys] } }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const body = Buffer.concat(await answer.toArray());
  const [status, headers] = [answer.statusCode!, new Headers(answer.headers as Record<string, string>)];
  contract.hold({ method, url: path, status, headers, body });
  return status;
}

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
  const environment = { API_KEYS: `${FIRST}, ${SECOND}`, FAILED_KEYS_PER_MINUTE: '0' };
  before(async () => {
    running = await startRunning(environment);
    closed = await startRunning({ ...environment, PUBLIC_PATHS: '' });
    await running.get('/contacts', { headers: { 'x-api-key': FIRST } });
    await closed.get('/contacts', { headers: { 'x-api-key': FIRST } });
  });
  after(stopLeftRunning);

  const rows: [method: string, path: string, withKey: number, isPublic?: 'public'][] = [
    ['GET', '/contacts', 200],
    ['GET', '/contacts/changes', 400],
    ['HEAD', '/contacts', 200],
    ['GET', '/contacts?limit=1', 200],
    ['GET', '/contacts?limit=0', 400],
    ['GET', '/contacts/1', 404],
    ['GET', '/contacts/%2e%2e', 404],
    ['GET', '/contacts/x%2fhealth', 404],
    ['POST', '/contacts/1', 405],
    ['POST', '/contacts', 405],
    ['OPTIONS', '/contacts', 405],
    ['GET', '/contacts/', 404],
    ['GET', '/health', 200, 'public'],
    ['GET', '/ready', 200, 'public'],
    ['DELETE', '/ready', 405, 'public'],
    ['GET', '/metrics', 200],
    ['HEAD', '/metrics', 200],
    ['POST', '/metrics', 405],
    ['GET', '/metrics/', 404],
    ['GET', '/openapi.json', 200, 'public'],
    ['HEAD', '/openapi.json', 200, 'public'],
    ['GET', '/docs', 200, 'public'],
    ['GET', '/docs/', 308, 'public'],
    ['HEAD', '/docs/', 308, 'public'],
    ['DELETE', '/docs/', 404, 'public'],
    ['GET', '/docs/swagger-ui.css', 200, 'public'],
    ['GET', '/docs/swagger-ui-bundle.js', 200, 'public'],
    ['GET', '/docs/initializer.js', 200, 'public'],
    ['PUT', '/docs/initializer.js', 405, 'public'],
    ['GET', '/docs/x', 404, 'public'],
    ['GET', '/docs/..%2fcontacts', 404],
    ['GET', '/DOCS', 404],
    ['GET', '/docsx', 404],
    ['GET', '/openapi.json/', 404, 'public'],
    ['GET', '/openapi.jsonx', 404],
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

  it('every path of the service is among these', () => {
    const asked = rows.map(([, path]) => path);
    const paths = Object.keys(operations).map((template) =>
      template.replace('{file}', 'initializer.js').replace('{id}', '1'),
    );
    expect(asked).to.include.members(paths);
  });

  it('the log tells the name of the key, and of none that is wrong', async () => {
    const asked = ['second-key', 'wrong', undefined].map((key, index) => ({
      'x-request-id': `asked-with-${index}`,
      ...(key && { 'x-api-key': key }),
    }));
    for (const headers of asked) await running.get('/contacts?limit=1', { headers });
    const lineOf = (id: string) =>
      running.logged.find(({ message, requestId }) => message === 'request' && requestId === id);
    await eventually('the lines are there', 5000, () => Promise.resolve(lineOf('asked-with-2') !== undefined));
    expect(asked.map((headers) => lineOf(headers['x-request-id'])?.['key'])).to.deep.equal([
      '#2',
      undefined,
      undefined,
    ]);
    expect(JSON.stringify(running.logged)).to.not.match(/first-key|second-key|wrong/);
  });

  it('a refusal says what is missing', async () => {
    const answer = await running.get('/contacts');
    expect(answer.headers.get('www-authenticate')).to.equal('ApiKey realm="contacts-gateway"');
    expect(await answer.json()).to.include({ code: 'api_key_invalid', detail: 'Missing or invalid API key.' });
  });
});
