import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answeredOn, takenBy } from './sockets.js';

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
export function disconnectSlowReaders(
  server: Server,
  sockets: ReadonlySet<Socket>,
  limits: ReadingLimits = LIMITS,
): void {
  const readings = new WeakMap<Socket, Reading>();
  const look = (): void => {
    const now = performance.now();
    for (const socket of sockets) {
      const response = answeredOn(socket);
      if (!response?.headersSent) continue;
      const reading = readings.get(socket);
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
