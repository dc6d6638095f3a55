import type { RedisServer } from '@contacts-gateway/adapters/sandbox';
import { TcpProxy } from './tcp-proxy.js';

/** A server, and a way to it that can fail. */
export interface ReachedRedis {
  readonly server: RedisServer;
  readonly proxy: TcpProxy;
  stop(): Promise<void>;
}

/** @param start - given the port at which the server will be reached. */
export async function startReached(start: (port: string) => Promise<RedisServer>): Promise<ReachedRedis> {
  const proxy = await TcpProxy.start();
  const server = await start(`${proxy.port}`);
  proxy.target = server.port;
  return {
    server,
    proxy,
    async stop() {
      await proxy.close();
      await server.stop();
    },
  };
}
