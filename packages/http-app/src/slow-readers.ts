import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export interface ReadingLimits {
  /** Who takes less than so many bytes … */
  readonly leastBytes: number;
  /** … in so many milliseconds is slow; */
  readonly perMs: number;
  /** and so is who takes longer for a body. */
  readonly wholeMs: number;
}

const LIMITS: ReadingLimits = { leastBytes: 64 * 1024, perMs: 30_000, wholeMs: 15 * 60_000 };

/** What was seen of the reader of one body. */
interface Reading {
  readonly since: number;
  /** When it had last taken enough, or was owed nothing, and what it had taken by then. */
  readonly at: number;
  readonly taken: number;
}

/**
 * Disconnects slow readers until the server is closed. A reader that waits for us is none, nor is a connection between two
 * requests. All of them are looked at now and then: a timer for each would cost every request.
 */
export function disconnectSlowReaders(server: Server, limits: ReadingLimits = LIMITS): void {
  const readings = new Map<ServerResponse, Reading | undefined>();
  server.on('request', (_request, response: ServerResponse) => {
    readings.set(response, undefined);
    response.on('close', () => readings.delete(response));
  });
  const look = (): void => {
    const now = performance.now();
    for (const [response, reading] of readings) {
      const { socket } = response;
      if (!socket || !response.headersSent) continue;
      const seen = seenOf(socket, reading, limits, now);
      if (seen) readings.set(response, seen);
      else response.destroy();
    }
  };
  const timer = setInterval(look, limits.perMs / 6).unref();
  server.on('close', () => clearInterval(timer));
}

/** Undefined when the reader is slow. */
function seenOf(
  socket: Socket,
  known: Reading | undefined,
  { leastBytes, perMs, wholeMs }: ReadingLimits,
  now: number,
): Reading | undefined {
  const taken = takenBy(socket);
  const reading = known ?? { since: now, at: now, taken };
  if (now - reading.since >= wholeMs) return undefined;
  const isOwedNothing = socket.writableLength === 0;
  if (isOwedNothing || taken - reading.taken >= leastBytes) return { ...reading, at: now, taken };
  return now - reading.at >= perMs ? undefined : reading;
}

/**
 * In bytes, what the kernel has taken. Node counts a write as pending until all of it is done, and a write may be a whole
 * list: how much of it is left only the handle tells.
 */
function takenBy(socket: Socket): number {
  const { _handle: handle } = socket as unknown as { _handle: { bytesWritten: number; writeQueueSize: number } | null };
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}
