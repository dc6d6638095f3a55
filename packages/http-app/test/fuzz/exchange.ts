import { once } from 'node:events';
import { type Agent, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import type { Answered } from '../contract.js';
import type { Draft } from './drafts.js';

/** Sends a request as it was drafted. Rejects when no whole answer comes. */
export async function exchanged(
  url: string,
  { method, target, headers, body }: Draft,
  agent: Agent,
): Promise<Answered> {
  const { hostname, port } = new URL(url);
  // To a method that has no body as a rule, Node sends one without saying how long it is.
  const framed = body === '' ? headers : { ...headers, 'Content-Length': String(Buffer.byteLength(body)) };
  const sent = request({ hostname, port, method, path: target, headers: framed, agent });
  sent.end(body === '' ? undefined : body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const bytes = await buffer(answer);
  const isZipped = answer.headers['content-encoding'] === 'gzip' && bytes.length > 0;
  return {
    method,
    url: target,
    status: answer.statusCode!,
    headers: new Headers(Object.entries(answer.headers).map(([name, value]) => [name, String(value)])),
    body: isZipped ? gunzipSync(bytes) : bytes,
  };
}
