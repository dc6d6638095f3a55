import { setTimeout as delay } from 'node:timers/promises';
import { RedisServer } from './redis-server.js';

/** The first slot of each master, and the end. */
const BOUNDS = [0, 5461, 10923, 16384] as const;
/** Milliseconds of silence after which the others take a node for dead. */
const NODE_TIMEOUT_MS = 1000;

interface Shard {
  readonly master: RedisServer;
  /** Takes over by itself when the master is gone. */
  readonly replica: RedisServer;
}

/** A real Redis Cluster on loopback: three masters, each with one replica. */
export class RedisCluster {
  readonly shards: readonly Shard[];
  /** Of the masters. */
  readonly urls: readonly string[];

  private constructor(shards: readonly Shard[]) {
    this.shards = shards;
    this.urls = shards.map(({ master }) => master.url);
  }

  static async start(): Promise<RedisCluster> {
    const shards = await Promise.all(
      [0, 1, 2].map(async () => ({ master: await startNode(), replica: await startNode() })),
    );
    const cluster = new RedisCluster(shards);
    await cluster.#form();
    return cluster;
  }

  get nodes(): readonly RedisServer[] {
    return this.shards.flatMap(({ master, replica }) => [master, replica]);
  }

  /** Kills a master, and waits until its replica is master and the cluster whole again. */
  async failOver({ master, replica }: Shard): Promise<void> {
    await master.kill();
    await until(replica, ['ROLE'], /^master/);
    for (const node of this.nodes) if (node.pid) await until(node, ['CLUSTER', 'INFO'], /cluster_state:ok/);
  }

  async stop(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.stop()));
  }

  async #form(): Promise<void> {
    const { nodes } = this;
    for (const [index, { master }] of this.shards.entries()) {
      await master.cli('CLUSTER', 'ADDSLOTSRANGE', `${BOUNDS[index]!}`, `${BOUNDS[index + 1]! - 1}`);
    }
    for (const [index, node] of nodes.entries()) {
      await node.cli('CLUSTER', 'SET-CONFIG-EPOCH', `${index + 1}`);
      await node.cli('CLUSTER', 'MEET', '127.0.0.1', `${nodes[0]!.port}`, await busPort(nodes[0]!));
    }
    for (const node of nodes) await until(node, ['CLUSTER', 'NODES'], /^(?!.*handshake)(.+\n){5}.+$/s);
    for (const { master, replica } of this.shards) {
      await replica.cli('CLUSTER', 'REPLICATE', await master.cli('CLUSTER', 'MYID'));
    }
    for (const { replica } of this.shards) await until(replica, ['INFO', 'replication'], /master_link_status:up/);
    for (const node of nodes) {
      await until(node, ['CLUSTER', 'INFO'], /cluster_state:ok/);
      await until(node, ['CLUSTER', 'NODES'], /(slave .*){3}/s);
    }
  }
}

const startNode = async (): Promise<RedisServer> =>
  await RedisServer.startNode('--cluster-node-timeout', `${NODE_TIMEOUT_MS}`, '--repl-diskless-sync-delay', '0');

const busPort = async (node: RedisServer): Promise<string> =>
  (await node.cli('CONFIG', 'GET', 'cluster-port')).split('\n')[1]!;

async function until(node: RedisServer, command: readonly string[], expected: RegExp): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!expected.test(await node.cli(...command))) {
    if (performance.now() > deadline) throw new Error(`the cluster does not come to ${expected}`);
    await delay(20);
  }
}
