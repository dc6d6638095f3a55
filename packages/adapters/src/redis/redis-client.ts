import { Cluster, Redis } from 'ioredis';
import { serverAddress } from './server-address.js';

export type RedisClient = Redis | Cluster;

const RECONNECT_MS = 200;

/**
 * A client that never sends a command twice, since a `replace` that was executed would fail when it is repeated: it forgets
 * what was in flight when a connection is lost, and follows only redirections, which say that nothing was executed.
 *
 * @param silenceMs - the longest silence while an answer is due.
 */
export function redisClient(urls: readonly string[], timeoutMs: number, silenceMs = timeoutMs): RedisClient {
  const [first, ...others] = urls.map(serverAddress);
  if (!first) throw new TypeError('there is no URL of Redis');
  const { host, port, username, password, database, tls } = first;
  const options = {
    username,
    password,
    tls: tls ? {} : undefined,
    connectTimeout: timeoutMs,
    // Counts from the last byte that came. A time for each command would count its wait behind others as well.
    socketTimeout: silenceMs,
    disconnectTimeout: 200,
    // It would ask for INFO, which a user may not be allowed, and come back only seconds after the data are loaded.
    enableReadyCheck: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    // After a failover, the name leads to another server.
    reconnectOnError: (error: Error) => error.message.includes('READONLY'),
  };
  if (others.length === 0) {
    return new Redis({
      ...options,
      host,
      port,
      db: database,
      enableOfflineQueue: false,
      retryStrategy: () => RECONNECT_MS,
    });
  }
  return handled(
    new Cluster(
      [first, ...others].map((node) => ({ host: node.host, port: node.port })),
      {
        redisOptions: options,
        clusterRetryStrategy: () => RECONNECT_MS,
        enableReadyCheck: false,
        slotsRefreshTimeout: timeoutMs,
        retryDelayOnFailover: 0,
        retryDelayOnClusterDown: 0,
        // A name stays a name, so that a certificate can be checked against it.
        dnsLookup: (name, found) => found(null, name),
      },
    ),
  );
}

/** The library sends ASKING without looking at what becomes of it, and a rejection that nobody handles ends a process. */
function handled(cluster: Cluster): Cluster {
  return cluster.on('+node', (node: Redis) => {
    const asking = node.asking.bind(node);
    node.asking = async () => await asking().catch(() => 'OK');
  });
}
