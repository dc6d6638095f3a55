import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { answeredOn, lastAskedOn } from './sockets.js';

/**
 * Has every answer from now on close its connection: a load balancer's must not outlive the service. Some are told too late:
 * these the server does not take for idle when it is closed.
 */
export function askToLeave(server: Server, sockets: ReadonlySet<Socket>): void {
  server.prependListener('request', (_request, response) => void response.setHeader('Connection', 'close'));
  const staying = new Set<Socket>();
  for (const socket of sockets) {
    const response = answeredOn(socket);
    if (!response) continue;
    // Where several requests were sent at once, the connection would close on the answers behind this one.
    const isTooLate = response.headersSent || response.req !== lastAskedOn(socket);
    if (isTooLate) staying.add(socket);
    else response.setHeader('Connection', 'close');
  }
  server.closeIdleConnections = () => {
    for (const socket of sockets)
      if (socket.bytesRead > 0 && !answeredOn(socket) && !staying.has(socket)) socket.destroy();
  };
}
