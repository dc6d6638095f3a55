import type { Response } from 'express';
import { headers } from '../openapi/headers.js';

export const probeHeaders = headers.pick({ 'Cache-Control': true, 'Content-Length': true });

/** The state of this moment, which no cache may keep. */
export function answerProbe(response: Response, status: number, state: object): void {
  const body = Buffer.from(JSON.stringify(state));
  response.status(status).set({
    'Content-Type': 'application/json; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Length': String(body.length),
  });
  response.end(body);
}
