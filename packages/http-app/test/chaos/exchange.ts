import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { Answered } from '../contract.js';

export interface Question {
  readonly method: 'GET' | 'HEAD';
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** An answer that ended cleanly. */
export interface Answer extends Answered {
  readonly question: Question;
  /** As it was sent, compressed if it was. */
  readonly body: Buffer;
  /** When, in milliseconds of this process. */
  readonly askedAt: number;
  readonly endedAt: number;
}

/** Longer than a pass that a caller may demand is waited for. */
const LONGEST_MS = 20_000;

/** Rejects when no whole answer comes, or none in time. */
export async function exchanged(
  url: string,
  question: Question,
  agent: Agent,
  longestMs = LONGEST_MS,
): Promise<Answer> {
  const { method, target, headers } = question;
  const askedAt = performance.now();
  const sent = request(new URL(target, url), { method, headers, agent, signal: AbortSignal.timeout(longestMs) });
  sent.end();
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const body = await buffer(answer);
  return {
    question,
    method,
    url: target,
    status: answer.statusCode!,
    headers: new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    body,
    askedAt,
    endedAt: performance.now(),
  };
}
