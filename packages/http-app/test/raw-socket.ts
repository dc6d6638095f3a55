import { connect, type Socket } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Answered } from './contract.js';

/** A connection that sends bytes as they are. Errors only end it: they are what some of the tests are about. */
export function dial(url: string): Socket {
  const { hostname, port } = new URL(url);
  return connect(Number(port), hostname).on('error', () => undefined);
}

/** Whatever is answered to these bytes until the server closes the connection. */
export async function sent(url: string, bytes: string | Buffer): Promise<string> {
  const socket = dial(url);
  socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  return (await buffer(socket).catch(() => Buffer.of())).toString('latin1');
}

/** The one answer in the text, to a request of that kind. */
export function answerIn(text: string, method = 'GET', url = '/'): Answered {
  const [head = '', body = ''] = text.split('\r\n\r\n', 2);
  const [line = '', ...lines] = head.split('\r\n');
  const headers = lines.map((each) => each.split(/: (.*)/, 2) as [string, string]);
  return { method, url, status: Number(line.split(' ')[1]), headers: new Headers(headers), body: Buffer.from(body) };
}
