import { expect } from 'chai';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

describe('with API keys', () => {
  let running: Running;
  before(async () => (running = await startRunning({ API_KEYS: 'key-one, key-two', PUBLIC_PATHS: '/health,/docs/' })));
  after(stopLeftRunning);

  const status = async (path: string, key?: string): Promise<number> =>
    (await running.get(path, key === undefined ? {} : { headers: { 'x-api-key': key } })).status;

  it('each of the keys opens', async () => {
    expect([await status('/contacts', 'key-one'), await status('/contacts', 'key-two')]).to.deep.equal([200, 200]);
  });

  it('nothing else does, before any route is reached', async () => {
    const tries = ['', 'key-on', 'key-one,', 'KEY-ONE', 'key-one, key-two'].map((key) => status('/contacts', key));
    expect(await Promise.all([...tries, status('/contacts'), status('/ready'), status('/nowhere')])).to.deep.equal(
      Array.from({ length: 8 }, () => 401),
    );
  });

  it('a refusal says what is missing', async () => {
    const answer = await running.get('/contacts');
    expect(answer.headers.get('www-authenticate')).to.equal('ApiKey realm="contacts-gateway"');
    expect(await answer.json()).to.include({ code: 'api_key_invalid', detail: 'Missing or invalid API key.' });
  });

  it('public paths and what is below them need none, and their neighbours do', async () => {
    const paths = ['/health', '/health/x', '/docs', '/docs/x', '/healthy', '/health%2f..%2fcontacts'];
    expect(await Promise.all(paths.map((path) => status(path)))).to.deep.equal([200, 404, 404, 404, 401, 401]);
  });
});
