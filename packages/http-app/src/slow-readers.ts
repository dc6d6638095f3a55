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
  readonly of: ServerResponse;
  readonly since: number;
  /** When it had last taken enough, or was owed nothing, and what it had taken by then. */
  readonly at: number;
  readonly taken: number;
}

/**
 * Disconnects slow readers until the server is closed. A reader that waits for us is none, nor is a connection between two
 * requests. All of them are looked at now and then: a timer or a listener for each answer would cost every request.
 */
export function disconnectSlowReaders(server: Server, limits: ReadingLimits = LIMITS): void {
  const readings = new Map<Socket, Reading | undefined>();
  server.on('connection', (socket) => {
    readings.set(socket, undefined);
    socket.on('close', () => readings.delete(socket));
  });
  const look = (): void => {
    const now = performance.now();
    for (const [socket, reading] of readings) {
      const response = answeredOn(socket);
      if (!response?.headersSent) continue;
      const known = reading?.of === response ? reading : { of: response, since: now, at: now, taken: takenBy(socket) };
      const seen = seenOf(socket, known, limits, now);
      if (seen) readings.set(socket, seen);
      else response.destroy();
    }
  };
  const timer = setInterval(look, limits.perMs / 6).unref();
  server.on('close', () => clearInterval(timer));
}

/** Undefined when the reader is slow. */
function seenOf(
  socket: Socket,
  reading: Reading,
  { leastBytes, perMs, wholeMs }: ReadingLimits,
  now: number,
): Reading | undefined {
  if (now - reading.since >= wholeMs) return undefined;
  const taken = takenBy(socket);
  const isOwedNothing = socket.writableLength === 0;
  if (isOwedNothing || taken - reading.taken >= leastBytes) return { ...reading, at: now, taken };
  return now - reading.at >= perMs ? undefined : reading;
}

/** Of several requests that were sent at once, the one whose answer is under way: that only the socket knows. */
function answeredOn(socket: Socket): ServerResponse | null | undefined {
  const { _httpMessage: response } = socket as unknown as { _httpMessage?: ServerResponse | null };
  return response;
}

/**
 * In bytes, what the kernel has taken. Node counts a write as pending until all of it is done, and a write may be a whole
 * list: how much of it is left only the handle tells.
 */
function takenBy(socket: Socket): number {
  const { _handle: handle } = socket as unknown as { _handle: { bytesWritten: number; writeQueueSize: number } | null };
  return handle ? handle.bytesWritten - handle.writeQueueSize : 0;
}
