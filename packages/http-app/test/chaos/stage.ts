import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { Agent } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { entryFor } from '#app/config/api-keys.js';
import { Member } from './member.js';
import { SandboxProcess } from './sandbox-process.js';

const MEMBERS = 3;
const CONTACTS = 2000;
const INDEX_LAG_MS = 1000;
export const API_KEY = 'cg_chaos-key-that-no-log-may-show';

/** Deletions alone are looked for more often than by default, for a run would not see one. */
export const DELETIONS_SECONDS = 20;

/** A fleet as it is deployed, on a Redis, and on a sandbox that is a process as well. */
export class Stage {
  readonly redis: RedisServer;
  readonly sandbox: SandboxProcess;
  readonly members: readonly Member[];
  readonly agent = new Agent({ keepAlive: true });

  private constructor(redis: RedisServer, sandbox: SandboxProcess) {
    this.redis = redis;
    this.sandbox = sandbox;
    const environment = {
      ...sandbox.environment,
      REDIS_URL: redis.url,
      API_KEYS: entryFor('chaos', API_KEY),
      DELETIONS_EVERY_SECONDS: String(DELETIONS_SECONDS),
      PORT: '0',
    };
    this.members = Array.from({ length: MEMBERS }, (_, index) => new Member(`${index + 1}`, environment, this.agent));
  }

  static async start(seed: number): Promise<Stage> {
    const redis = await RedisServer.start();
    const options = { contacts: CONTACTS, seed, latency: 20, 'index-lag': INDEX_LAG_MS };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    return new Stage(redis, await SandboxProcess.start(...args, '--retry-after'));
  }

  /** Resolves when all have a copy. */
  async open(): Promise<void> {
    await Promise.all(this.members.map((member) => member.start()));
    while (!this.members.every(({ isReady }) => isReady)) await delay(100);
  }

  async end(): Promise<void> {
    this.agent.destroy();
    await Promise.all(this.members.map((member) => member.end('SIGKILL')));
    await this.sandbox.end();
    await this.redis.stop();
  }
}
