import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { answeredOn, lastAskedOn } from './sockets.js';

/** Has every answer from now on close its connection: a load balancer's must not outlive the service. */
export function askToLeave(server: Server, sockets: ReadonlySet<Socket>): void {
  server.prependListener('request', (_request, response) => void response.setHeader('Connection', 'close'));
  for (const socket of sockets) {
    const response = answeredOn(socket);
    // It would take the answers behind it with it, where several requests were sent at once.
    if (response && !response.headersSent && response.req === lastAskedOn(socket))
      response.setHeader('Connection', 'close');
  }
}
