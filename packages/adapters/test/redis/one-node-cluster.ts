import { RedisServer } from '@contacts-gateway/adapters/sandbox';

/** A cluster of one server, which holds every slot and says that it is reached at another port where there is one. */
export async function startOneNodeCluster(announcedPort?: number): Promise<RedisServer> {
  const settings = ['--cluster-enabled', 'yes', '--cluster-port', '0', '--cluster-announce-ip', '127.0.0.1'];
  if (announcedPort !== undefined) settings.push('--cluster-announce-port', `${announcedPort}`);
  const server = await RedisServer.start(...settings);
  await server.cli('CLUSTER', 'ADDSLOTSRANGE', '0', '16383');
  while (!(await server.cli('CLUSTER', 'INFO')).includes('cluster_state:ok'));
  return server;
}
