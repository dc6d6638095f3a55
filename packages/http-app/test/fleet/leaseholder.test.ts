import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { setTimeout as delay } from 'node:timers/promises';
import { describeRedis } from './describe-redis.js';
import { Editions } from './editions.js';
import { eventually } from './eventually.js';
import { type Fleet, withFleet } from './fleet.js';
import type { Instance } from './instance.js';
import { Line } from './line.js';
import { Readers } from './readers.js';
import { sideBySide } from './side-by-side.js';

/** The lease lasts 15 s, others look each second, a walk takes 3 s; the rest is for a machine that is busy. */
const RESUMED_MS = 35_000;
/** Longer than the lease. */
const PAUSE_MS = Number(process.env['FLEET_PAUSE_SECONDS'] ?? 20) * 1000;

const WALK_PAGES = 3;
const PAGE_MS = 1000;

describeRedis('a fleet whose leaseholder', function () {
  this.timeout(PAUSE_MS + 100_000);
  let redis: RedisServer;
  before(async () => void (redis = await RedisServer.start()));
  after(() => redis?.stop());

  sideBySide({
    'is killed in the middle of a walk has another one that walks within the time of the lease': () =>
      inTheMiddleOfAWalk(redis, async ({ holder, others, readers, editions }) => {
        await readers.leave(holder);
        await holder.end('SIGKILL');
        await editions.reach(others, RESUMED_MS);
      }),

    'is killed in the middle of the first walk answers all who wait, from the walk of another one': () =>
      withFleet({ redis, environment: { REQUEST_WAIT_SECONDS: '60', HUBSPOT_TIMEOUT_MS: '120000' } }, async (fleet) => {
        // The first walk does not come to its end.
        fleet.sandbox.hubSpot.faults.pass(WALK_PAGES - 1).next('hang');
        const instances = await fleet.addAll(3);
        const holder = await walking(fleet);
        const others = instances.filter((each) => each !== holder);
        const waiting = others.map((each) => each.get('/contacts'));
        await holder.end('SIGKILL');
        expect((await Promise.all(waiting)).map(({ status }) => status)).to.deep.equal([200, 200]);
        expect(fleet.sandbox.hubSpot.walks).to.equal(2);
      }),

    'finds HubSpot refusing connections while the others reach it is served by another one’s walks': () =>
      inTheMiddleOfAWalk(redis, async ({ holder, others, editions, lineOf }) => {
        await lineOf(holder).refuse();
        await editions.reach([holder, ...others], RESUMED_MS);
      }),

    'gets no answer from HubSpot any more while the others do is served by another one’s walks': () =>
      inTheMiddleOfAWalk(redis, async ({ holder, others, editions, lineOf }) => {
        lineOf(holder).fallSilent();
        await editions.reach([holder, ...others], RESUMED_MS);
      }),

    'is paused in the middle of a walk, beyond its lease, revives nothing when it comes back': () =>
      inTheMiddleOfAWalk(redis, async ({ fleet, holder, others, readers, editions }) => {
        const pausedAt = performance.now();
        holder.pause();
        const checkpoints = new Checkpoints(fleet);
        const { hubSpot } = fleet.sandbox;
        const deleted = [...hubSpot.account.contacts()][1]!.id;
        readers.missed(deleted);
        hubSpot.edits.archive(deleted);
        await editions.reach(others, RESUMED_MS);
        for (const other of others)
          await eventually('the contact is gone', 10_000, async () => !(await has(other, deleted)));
        await delay(pausedAt + PAUSE_MS - performance.now());
        holder.resume();
        await editions.reach([holder, ...others], RESUMED_MS);
        await eventually('the contact is gone', 10_000, async () => !(await has(holder, deleted)));
        // Time for what is late.
        await delay(3000);
        expect(await has(await fleet.add(), deleted)).to.equal(false);
        await checkpoints.end();
      }),
  });
});

interface MiddleOfAWalk {
  readonly fleet: Fleet;
  /** Has read all pages but the last. */
  readonly holder: Instance;
  readonly others: readonly Instance[];
  /** Ask all instances all the time. */
  readonly readers: Readers;
  readonly editions: Editions;
  readonly lineOf: (instance: Instance) => Line;
}

/** Three instances have a copy of an account that changes all the time; one of them is walking. */
async function inTheMiddleOfAWalk(redis: RedisServer, story: (now: MiddleOfAWalk) => Promise<void>): Promise<void> {
  const lines = new Map<Instance, Line>();
  const environment = {
    CACHE_TTL_SECONDS: '1',
    HUBSPOT_BASE_URL: 'http://hubspot.example',
    // What has come during a pause is read after it, not found to be late: so a walk may end long after its lease.
    HUBSPOT_TIMEOUT_MS: '120000',
  };
  await withFleet({ redis, environment, sandbox: { contacts: WALK_PAGES * 100 } }, async (fleet) => {
    const { hubSpot, environment: real } = fleet.sandbox;
    const editions = new Editions(fleet.sandbox);
    const readers = new Readers({ perInstance: 1, pauseMs: 50 });
    const add = async (): Promise<void> => {
      const line = await Line.start({ 'hubspot.example': real.HUBSPOT_BASE_URL });
      lines.set(await fleet.add(line.environment), line);
    };
    try {
      await Promise.all([add(), add(), add()]);
      const { instances } = fleet;
      await Promise.all(instances.map((instance) => instance.get('/contacts')));
      readers.ask(...instances);
      hubSpot.switches.latencyMs = PAGE_MS;
      fleet.walkEachTime();
      const holder = await walking(fleet);
      const others = instances.filter((each) => each !== holder);
      await story({ fleet, holder, others, readers, editions, lineOf: (instance) => lines.get(instance)! });
      await readers.end();
    } finally {
      editions.end();
      await Promise.all([...lines.values()].map((line) => line.end()));
    }
  });
}

/** The one that walks, once it has only the last page to read. */
async function walking({ instances }: Fleet): Promise<Instance> {
  return await eventually('one walks', 20_000, async () => {
    const states = await Promise.all(instances.map((instance) => instance.state()));
    return instances.find((_instance, index) => states[index]!.walk.pages === WALK_PAGES - 1);
  });
}

const has = async (instance: Instance, id: string): Promise<boolean> =>
  (await (await instance.get('/contacts')).text()).includes(`{"id":"${id}"`);

/** Looks at the head all the time: it never becomes older. */
class Checkpoints {
  #goesOn = true;
  readonly #ended: Promise<string[]>;

  constructor(fleet: Fleet) {
    this.#ended = this.#watch(fleet);
  }

  async end(): Promise<void> {
    this.#goesOn = false;
    const seen = await this.#ended;
    // From the walk before to one after the pause: how many come between is a matter of the machine.
    expect(seen.length).to.be.greaterThan(1);
    expect(seen).to.deep.equal(seen.toSorted());
  }

  async #watch({ keys, instances }: Fleet): Promise<string[]> {
    const seen: string[] = [];
    while (this.#goesOn && instances.some(({ isRunning }) => isRunning)) {
      const { checkpoint } = (await keys.head())!;
      if (checkpoint !== seen.at(-1)) seen.push(checkpoint);
      await delay(50);
    }
    return seen;
  }
}
