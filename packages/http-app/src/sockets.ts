import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';

/** The connections that a server has at the moment. */
export function openSockets(server: Server): ReadonlySet<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  return sockets;
}

/** Of several requests that were sent at once, the one whose answer is under way: that only the socket knows. */
export function answeredOn(socket: Duplex): ServerResponse | null | undefined {
  const { _httpMessage: response } = socket as unknown as { _httpMessage?: ServerResponse | null };
  return response;
}

/** And the one whose request came last. */
export function lastAskedOn(socket: Socket): IncomingMessage | null | undefined {
  const { parser } = socket as unknown as { parser?: { incoming: IncomingMessage | null } | null };
  return parser?.incoming;
}

/**
 * In bytes, what the kernel has taken. Node counts a write as pending until all of it is done, and a write may be a whole
 * list: how much of it is left only the handle tells.
 */
export function takenBy(socket: Socket): number {
  const { _handle: handle } = socket as unknown as { _handle: { bytesWritten: number; writeQueueSize: number } | null };
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}
