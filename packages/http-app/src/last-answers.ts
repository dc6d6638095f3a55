import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { answeredOn, takenBy } from './sockets.js';

export interface LastLimits {
  /** How often connections are looked at, in milliseconds. */
  readonly everyMs: number;
  /** Who has taken nothing of what it is owed for so long is not waited for. */
  readonly stalledMs: number;
  /** The longest that anybody is waited for. */
  readonly wholeMs: number;
}

/** Together with the default of `DRAIN_SECONDS` less than the 30 seconds after which Kubernetes kills. */
const LIMITS: LastLimits = { everyMs: 250, stalledMs: 3000, wholeMs: 20_000 };

/**
 * Lets answers under way come to their end, once nobody can connect any more. Connections that have none, and readers that
 * stall, are cut.
 *
 * @param hurry - ends it at once.
 */
export async function lastAnswers(
  sockets: ReadonlySet<Socket>,
  hurry: AbortSignal,
  { everyMs, stalledMs, wholeMs }: LastLimits = LIMITS,
): Promise<void> {
  const moved = new Map<Socket, { readonly taken: number; readonly at: number }>();
  const since = performance.now();
  while (sockets.size > 0 && !hurry.aborted && performance.now() - since < wholeMs) {
    await delay(everyMs, undefined, { signal: hurry }).catch(() => undefined);
    const now = performance.now();
    for (const socket of sockets) {
      const taken = takenBy(socket);
      const known = moved.get(socket);
      if (known?.taken !== taken || socket.writableLength === 0) moved.set(socket, { taken, at: now });
      else if (now - known.at >= stalledMs) socket.destroy();
      if (!answeredOn(socket)) socket.destroySoon();
    }
  }
}
