import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export class CannotListen extends Error {
  constructor(code: string) {
    super(`cannot listen (${code}): check HOST and PORT`);
    this.name = 'CannotListen';
  }
}

/**
 * @returns the base URL, with the port that was picked when 0 was asked for.
 * @throws CannotListen, as when the port is taken or the address is not this machine's.
 */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    const refuse = (error: NodeJS.ErrnoException): void => reject(new CannotListen(error.code ?? error.name));
    server.once('error', refuse).listen(port, host, () => {
      server.off('error', refuse);
      resolve();
    });
  });
  const { address, family, port: actual } = server.address() as AddressInfo;
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`;
}
