import { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import { RedisStarts } from '@contacts-gateway/adapters/redis';
import { RedisServer, type Sandbox, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { AccessToken } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { describeRedis } from '../redis/describe-redis.js';

const CHECKPOINT = Array.from({ length: 3 }, () => new Date(Date.now()).toISOString()).join('/');

interface Instance {
  readonly source: HubSpotContacts;
  readonly starts: RedisStarts;
  readonly told: boolean[];
}

describeRedis('three instances on one quota, all calling,', function () {
  this.timeout(60_000);
  let redis: RedisServer;
  let sandbox: Sandbox;
  let instances: Instance[];
  let statuses: (number | undefined)[];

  beforeEach(async () => {
    redis = await RedisServer.start();
    sandbox = await startSandbox({ contacts: 100, requestsPer10s: 30, tokenLifeMs: 3_600_000 });
    statuses = [];
    instances = Array.from({ length: 3 }, newInstance);
  });

  afterEach(async () => {
    for (const { source, starts } of instances) {
      source.close();
      await starts.close();
    }
    await sandbox.close();
    await redis.stop();
  });

  const newInstance = (): Instance => {
    const starts = new RedisStarts({ urls: [redis.url], prefix: 'cg:test:', timeoutMs: 1000 });
    const told: boolean[] = [];
    const token = new AccessToken(sandbox.tokens.issue().token);
    const source = new HubSpotContacts(
      { accessToken: async () => token },
      {
        baseUrl: sandbox.environment.HUBSPOT_BASE_URL,
        requestsPer10s: 30,
        maxAttempts: 1,
        sharedStarts: starts,
        onSharing: (isSharing) => told.push(isSharing),
        observe: ({ status }) => statuses.push(status),
      },
    );
    return { source, starts, told };
  };

  /** Each calls all the time, with several calls at once. */
  const calling = async (ms: number, call: (source: HubSpotContacts) => Promise<unknown>): Promise<void> => {
    const end = performance.now() + ms;
    const caller = async ({ source }: Instance): Promise<void> => {
      while (performance.now() < end) await call(source);
    };
    await Promise.all([...instances, ...instances, ...instances].map(caller));
  };

  const searching = (ms: number): Promise<void> => calling(ms, (source) => source.changesSince(CHECKPOINT, 100));

  it('use it up together, and are refused nothing', async () => {
    await calling(11_000, async (source) => {
      if (statuses.length < 50) await source.read(['1']);
      else await delay(100);
    });
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
    expect(statuses.length).to.be.within(50, 60);
    expect(instances.map(({ told }) => told)).to.deep.equal([[], [], []]);
  });

  it('are refused nothing while Redis is lost and comes back, and say both once', async () => {
    await searching(2000);
    const together = statuses.length;
    expect(together).to.be.at.least(8);
    await redis.kill();
    await searching(5000);
    const alone = statuses.length - together;
    expect(alone).to.be.at.least(6);
    await redis.restart();
    await searching(4000);
    expect(statuses.length - together - alone).to.be.at.least(10);
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
    expect(instances.map(({ told }) => told)).to.deep.equal([
      [false, true],
      [false, true],
      [false, true],
    ]);
  });

  it('keep to a part of it each from the first where there is no Redis, and wait for nothing before', async () => {
    await redis.kill();
    const asking = instances.map(({ source }) => source.changesSince(CHECKPOINT, 100));
    await delay(800);
    expect(statuses).to.have.length(3);
    await Promise.all(asking);
    expect(new Set(statuses)).to.deep.equal(new Set([200]));
    expect(instances.map(({ told }) => told)).to.deep.equal([[false], [false], [false]]);
  });
});
