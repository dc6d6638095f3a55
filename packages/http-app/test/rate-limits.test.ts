import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { type Running, startRunning, stopLeftRunning } from './running-service.js';

const KEY = 'right-key';
const withKey = (key: string): RequestInit => ({ headers: { 'x-api-key': key } });

/** So many statuses, each as often as it came. */
async function statuses(count: number, ask: () => Promise<Response>): Promise<Record<number, number>> {
  const counted: Record<number, number> = {};
  const answers = await Promise.all(Array.from({ length: count }, ask));
  for (const { status } of answers) counted[status] = (counted[status] ?? 0) + 1;
  return counted;
}

describe('limits', () => {
  afterEach(stopLeftRunning);

  const startWithCopy = async (environment: Record<string, string>): Promise<Running> => {
    const running = await startRunning({ API_KEYS: `${KEY},other-key`, ...environment });
    await running.get('/contacts', withKey('other-key'));
    return running;
  };

  it('wrong keys, 200 a second for two seconds: limited, and the right key works from the same address', async () => {
    const running = await startWithCopy({});
    const counted: Record<number, number> = {};
    for (let tens = 0; tens < 40; tens += 1) {
      const [wrong, right] = await Promise.all([
        statuses(10, () => running.get('/contacts?limit=1', withKey(`wrong-${tens}`))),
        running.get('/contacts?limit=1', withKey(KEY)),
        delay(50),
      ]);
      expect(right.status).to.equal(200);
      for (const [status, count] of Object.entries(wrong)) counted[+status] = (counted[+status] ?? 0) + count;
    }
    expect(counted).to.deep.equal({ 401: 60, 429: 340 });
  });

  it('says when to try again, in a problem', async () => {
    const running = await startWithCopy({ FAILED_KEYS_PER_MINUTE: '1' });
    const tries = [await running.get('/nowhere', withKey('x')), await running.get('/contacts', withKey('x'))];
    expect(tries.map(({ status }) => status)).to.deep.equal([401, 429]);
    expect(await tries[1]!.json()).to.include({ code: 'too_many_requests', detail: 'Too many requests.' });
    expect(Number(tries[1]!.headers.get('retry-after'))).to.be.within(55, 60);
    expect(tries[1]!.headers.get('ratelimit')).to.match(/^"failed-keys";r=0;t=(5\d|60)$/);
    expect(tries[1]!.headers.get('ratelimit-policy')).to.equal('"failed-keys";q=1;w=60');
  });

  it('does not count who brings no key, or asks for what is public', async () => {
    const running = await startWithCopy({ FAILED_KEYS_PER_MINUTE: '1' });
    expect(await statuses(5, () => running.get('/contacts'))).to.deep.equal({ 401: 5 });
    expect(await statuses(5, () => running.get('/health', withKey('wrong')))).to.deep.equal({ 200: 5 });
    expect((await running.get('/contacts', withKey('wrong'))).status).to.equal(401);
  });

  it('each key has so many requests a minute, and is told how many are left', async () => {
    const running = await startWithCopy({ RATE_LIMIT_PER_MINUTE: '10' });
    const first = await running.get('/contacts', withKey(KEY));
    expect(first.headers.get('ratelimit-policy')).to.equal('"key";q=10;w=60');
    expect(first.headers.get('ratelimit')).to.match(/^"key";r=9;t=\d+$/);
    expect((await running.get('/nowhere', withKey(KEY))).status).to.equal(404);
    expect(await statuses(20, () => running.get('/contacts?limit=1', withKey(KEY)))).to.deep.equal({ 200: 8, 429: 12 });
    expect(await statuses(3, () => running.get('/nowhere', withKey(KEY)))).to.deep.equal({ 429: 3 });
    const refused = await running.get('/contacts', withKey(KEY));
    expect(refused.headers.get('ratelimit')).to.match(/^"key";r=0;t=\d+$/);
    expect(Number(refused.headers.get('retry-after'))).to.be.within(55, 60);
    expect(await statuses(5, () => running.get('/ready', withKey(KEY)))).to.deep.equal({ 200: 5 });
    expect(await statuses(9, () => running.get('/contacts', withKey('other-key')))).to.deep.equal({ 200: 9 });
  });

  it('a large limit is handed out in lots, whole, also to many at once', async () => {
    const running = await startWithCopy({ RATE_LIMIT_PER_MINUTE: '300' });
    expect(await statuses(350, () => running.get('/health', withKey(KEY)))).to.deep.equal({ 200: 350 });
    expect(await statuses(350, () => running.get('/contacts?limit=1', withKey(KEY)))).to.deep.equal({
      200: 300,
      429: 50,
    });
  });

  it('by default nobody is limited, and no answer says anything of it', async () => {
    const running = await startWithCopy({});
    const answer = await running.get('/contacts', withKey(KEY));
    expect(answer.headers.has('ratelimit')).to.equal(false);
    expect(answer.headers.has('ratelimit-policy')).to.equal(false);
  });
});
