import { connect } from 'node:net';
import { get } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { API_KEY, startGateway } from './gateway.js';
import type { MeasuredProcess } from './measured-process.js';
import { say } from './say.js';

const CONTACTS = 1_000_000;
const DOWNLOADS = 20;
const READERS = 1000;
const MB = 1024 * 1024;
const SETTLE_MS = 10_000;
const LOOK_MS = 50;

/** What the service holds at rest, while all contacts are downloaded, and for readers that take nothing. */
export async function memory(): Promise<void> {
  const { server, close } = await startGateway(CONTACTS);
  await delay(SETTLE_MS);
  const { rss } = await server.usage();
  say(`memory, ${CONTACTS} contacts, at rest: ${inMb(rss)} MB`);

  const downloads = Promise.all(Array.from({ length: DOWNLOADS }, () => download(server.url)));
  const loaded = await peakUntil(server, downloads);
  say(`memory, ${DOWNLOADS} downloads at once: ${((loaded / rss - 1) * 100).toFixed(0)} % more`);

  for (const accept of ['application/json', 'application/x-ndjson']) {
    await delay(SETTLE_MS);
    const before = (await server.usage()).rss;
    const readers = Array.from({ length: READERS }, () => slowReader(server.url, accept));
    const held = await peakUntil(server, delay(SETTLE_MS));
    for (const reader of readers) reader.destroy();
    say(`memory, ${READERS} readers of ${accept} that take nothing: ${inMb(held - before)} MB more`);
  }
  await close();
}

const inMb = (bytes: number): string => (bytes / MB).toFixed(0);

async function peakUntil(server: MeasuredProcess, end: Promise<unknown>): Promise<number> {
  const ended = end.then(() => true);
  let peak = 0;
  do peak = Math.max(peak, (await server.usage()).rss);
  while (!(await Promise.race([ended, delay(LOOK_MS, false)])));
  return peak;
}

const download = (url: string): Promise<void> =>
  new Promise((resolve, reject) => {
    get(`${url}/contacts`, { agent: false, headers: { 'X-API-Key': API_KEY } }, (answer) => {
      answer.on('end', resolve).on('error', reject).resume();
    }).on('error', reject);
  });

function slowReader(url: string, accept: string): { destroy(): void } {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).pause();
  socket.on('error', () => undefined);
  socket.write(`GET /contacts HTTP/1.1\r\nHost: ${hostname}\r\nX-API-Key: ${API_KEY}\r\nAccept: ${accept}\r\n\r\n`);
  return socket;
}
