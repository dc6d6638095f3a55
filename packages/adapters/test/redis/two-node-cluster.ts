import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { setTimeout as delay } from 'node:timers/promises';
import { type ReachedRedis, startReached } from './reached-redis.js';

/** A cluster of two servers, each of which holds half of the slots. */
export async function startTwoNodeCluster(): Promise<readonly ReachedRedis[]> {
  const nodes = await Promise.all([startNode(), startNode()]);
  const [first, second] = [nodes[0].server, nodes[1].server];
  await first.cli('CLUSTER', 'ADDSLOTSRANGE', '0', '8191');
  await second.cli('CLUSTER', 'ADDSLOTSRANGE', '8192', '16383');
  await second.cli('CLUSTER', 'SET-CONFIG-EPOCH', '1');
  const bus = (await first.cli('CONFIG', 'GET', 'cluster-port')).split('\n')[1]!;
  await second.cli('CLUSTER', 'MEET', '127.0.0.1', `${first.port}`, bus);
  for (const node of [first, second]) {
    while (!(await node.cli('CLUSTER', 'INFO')).includes('cluster_state:ok')) await delay(20);
  }
  return nodes;
}

const startNode = async (): Promise<ReachedRedis> =>
  await startReached((port) => RedisServer.startNode('--cluster-announce-port', port));
