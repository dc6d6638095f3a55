import type { ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../faults/fault.js';
import type { StandInAnswer } from './exchange.js';

/** Sends an answer, in the manner of a fault if there is one. */
export async function send(response: ServerResponse, answer: StandInAnswer, manner?: Fault['kind']): Promise<void> {
  const { body } = answer;
  const html = typeof body === 'string';
  const whole = Buffer.from(html ? body : JSON.stringify(body));
  const bytes = manner === 'truncated-json' ? whole.subarray(0, whole.length / 2) : whole;
  response.writeHead(answer.status, {
    'content-type': html ? 'text/html' : 'application/json;charset=utf-8',
    'content-length': bytes.length,
    ...answer.headers,
  });
  if (manner === 'trickle') await trickle(response, bytes);
  else if (manner === 'break-off') response.write(bytes.subarray(0, bytes.length / 2), () => response.socket?.end());
  else response.end(bytes);
}

async function trickle(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (const byte of bytes) {
    if (response.destroyed) return;
    response.write(Buffer.of(byte));
    await delay(1000);
  }
  response.end();
}
