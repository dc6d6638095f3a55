import { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { setTimeout as delay } from 'node:timers/promises';

/** A cluster of one server, which holds every slot and says that it is reached at another port where there is one. */
export async function startOneNodeCluster(announcedPort?: number): Promise<RedisServer> {
  const announced = announcedPort === undefined ? [] : ['--cluster-announce-port', `${announcedPort}`];
  const server = await RedisServer.startNode(...announced);
  await server.cli('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  while (!(await server.cli('CLUSTER', 'INFO')).includes('cluster_state:ok')) await delay(20);
  return server;
}
