import {
  type RedisCluster,
  type RedisServer,
  type Sandbox,
  type SandboxOptions,
  startSandbox,
} from '@contacts-gateway/adapters/sandbox';
import { expect } from 'chai';
import { TRACES } from '../running-service.js';
import { Instance } from './instance.js';
import { SharedKeys } from './shared-keys.js';

export interface FleetOptions {
  readonly redis: RedisServer | RedisCluster;
  readonly sandbox?: SandboxOptions;
  readonly environment?: Record<string, string>;
}

/** Instances of the service, each a process, over one sandbox and one Redis. */
export class Fleet {
  readonly sandbox: Sandbox;
  readonly instances: Instance[] = [];
  readonly keys: SharedKeys;
  readonly #environment: Record<string, string>;

  constructor(sandbox: Sandbox, redis: RedisServer | RedisCluster, environment: Record<string, string>) {
    this.sandbox = sandbox;
    const own = { PORT: '0', DRAIN_SECONDS: '0', HUBSPOT_REQUESTS_PER_10S: '0' };
    const redisUrl = 'urls' in redis ? redis.urls.join() : redis.url;
    this.#environment = { ...sandbox.environment, ...own, REDIS_URL: redisUrl, ...environment };
    this.keys = new SharedKeys(redis, this.#environment);
  }

  /** Starts another instance. */
  async add(environment: Record<string, string> = {}): Promise<Instance> {
    const instance = await Instance.start({ ...this.#environment, ...environment });
    this.instances.push(instance);
    return instance;
  }

  /** Starts so many at once. */
  async addAll(count: number): Promise<Instance[]> {
    return await Promise.all(Array.from({ length: count }, () => this.add()));
  }

  /** From now on each pass is a walk: nothing can be searched for. */
  walkEachTime(): void {
    this.sandbox.hubSpot.faults.next({ kind: 'answer', status: 404, body: '' }, Infinity, 'search');
  }

  async end(): Promise<void> {
    await Promise.all(this.instances.map((instance) => instance.end('SIGKILL')));
    await this.sandbox.close();
  }
}

/** A story of a fleet, which ends with it. No instance may have logged what it must not, or anything outside its log. */
export async function withFleet(options: FleetOptions, story: (fleet: Fleet) => Promise<void>): Promise<void> {
  const sandbox = await startSandbox({ contacts: 300, requestsPer10s: 0, ...options.sandbox });
  const fleet = new Fleet(sandbox, options.redis, options.environment ?? {});
  try {
    await story(fleet);
  } finally {
    await fleet.end();
  }
  for (const { stdout, stderr } of fleet.instances) {
    const leak = stdout.split('\n').find((line) => TRACES.test(line));
    expect(leak?.replace(TRACES, '***'), 'a log line that shows what it must not').to.equal(undefined);
    expect(stderr).to.equal('');
  }
}
