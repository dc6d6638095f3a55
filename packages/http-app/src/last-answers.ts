import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { answeredOn, takenBy } from './sockets.js';

export interface LastLimits {
  /** How often connections are looked at, in milliseconds. */
  readonly everyMs: number;
  /** Who has taken nothing of what it is owed for so long, or asked nothing, is not waited for. */
  readonly stalledMs: number;
  /** The longest that anybody is waited for. */
  readonly wholeMs: number;
}

/** Together with the default of `DRAIN_SECONDS` less than the 30 seconds after which Kubernetes kills. */
const LIMITS: LastLimits = { everyMs: 250, stalledMs: 3000, wholeMs: 20_000 };

/** What was last seen of a connection to change, and when. */
interface Seen {
  readonly answer: ServerResponse | null | undefined;
  readonly taken: number;
  readonly at: number;
}

/**
 * Lets answers under way come to their end, once nobody can connect any more. Who has had one that did not ask to leave may
 * ask once more. Connections that do not, and readers that stall, are cut.
 *
 * @param hurry - ends it at once.
 */
export async function lastAnswers(
  sockets: ReadonlySet<Socket>,
  hurry: AbortSignal,
  { everyMs, stalledMs, wholeMs }: LastLimits = LIMITS,
): Promise<void> {
  const seen = new Map<Socket, Seen>();
  const since = performance.now();
  while (sockets.size > 0 && !hurry.aborted && performance.now() - since < wholeMs) {
    await delay(everyMs, undefined, { signal: hurry }).catch(() => undefined);
    const now = performance.now();
    for (const socket of sockets) {
      const [answer, taken] = [answeredOn(socket), takenBy(socket)];
      const known = seen.get(socket);
      const isAwaited = answer && socket.writableLength === 0;
      if (isAwaited || known?.answer !== answer || known?.taken !== taken) seen.set(socket, { answer, taken, at: now });
      else if (now - known.at >= stalledMs) socket.destroy();
    }
  }
}
