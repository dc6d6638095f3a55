import { createApp } from '#app/app.js';
import { parseConfig } from '#app/config/config.js';
import { jsonLogger } from '#app/logging/logger.js';
import { ServiceMetrics } from '#app/metrics/service-metrics.js';
import { MemoryCache } from '@contacts-gateway/adapters/memory';
import { nodePlatform } from '@contacts-gateway/adapters/node';
import {
  ContactDirectory,
  type ContactQuery,
  type ContactSnapshot,
  type ContactSourcePort,
  SnapshotBuilder,
} from '@contacts-gateway/domain';
import { expect } from 'chai';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';
import { fetchWhole } from './running-service.js';

interface Buggy {
  readonly url: string;
  readonly logged: () => string;
}

async function serving(directory: ContactDirectory): Promise<Buggy> {
  let logged = '';
  const stream = new Writable({ write: (chunk: Buffer, _encoding, done) => ((logged += chunk.toString()), done()) });
  const config = parseConfig({}, () => '');
  const source = { deletionsEveryMs: 0, pause: () => undefined };
  const app = createApp({
    directory,
    source,
    config,
    limits: {},
    metrics: new ServiceMetrics(),
    log: jsonLogger('info', stream),
    isDraining: () => false,
  });
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/contacts`, logged: () => logged };
}

let server: Server;
const platform = nodePlatform(1000);

describe('a bug', () => {
  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  it('is answered 500 with nothing of it, and logged with its place but not its words', async () => {
    const source: ContactSourcePort = {
      name: 'buggy',
      walk: () => {
        throw new TypeError('cannot read ada@people.example');
      },
      changesSince: () => Promise.resolve({ kind: 'walk-again', reason: 'it has no changes' }),
      read: () => Promise.resolve(new Map()),
    };
    const { refresh } = parseConfig({}, () => '');
    const { url, logged } = await serving(new ContactDirectory(source, new MemoryCache(), refresh, platform));
    const answer = await fetchWhole(url);
    expect(await answer.json()).to.deep.equal({
      status: 500,
      title: 'Internal Server Error',
      detail: 'An unexpected error occurred.',
      code: 'internal_error',
      requestId: answer.headers.get('x-request-id'),
    });
    expect(logged()).to.contain('"level":"error"').and.contain('internal-error.test').and.not.contain('ada@people');
  });

  /** A copy that can be read up to some contact. */
  function brokenAfter(steps: number): ContactDirectory {
    const builder = new SnapshotBuilder(platform);
    for (let id = 100_000; id < 101_000; id += 1)
      builder.add({ contact: { id: String(id), name: '', email: '', source: 'x' }, formerIds: [] });
    const snapshot = builder.snapshot();
    const select = function* (query: ContactQuery): ReturnType<ContactSnapshot['select']> {
      let step = 0;
      for (const runs of snapshot.select(query)) {
        if ((step += 1) > steps) throw new TypeError('cannot read ada@people.example');
        yield runs;
      }
      return false;
    };
    const { pages, size, version } = snapshot;
    const read = () =>
      Promise.resolve({ snapshot: { pages, size, version, select }, publishedAt: 0, ageMs: 0, waited: false });
    return { read, status: () => ({ nextPassInMs: 0 }) } as unknown as ContactDirectory;
  }

  for (const [where, steps] of [
    ['in the middle of a body', 3],
    ['before the first byte of a body', 0],
  ] as const)
    for (const coding of ['identity', 'gzip'])
      it(`${where} (${coding}) ends the connection, and is logged in the same way`, async () => {
        const { url, logged } = await serving(brokenAfter(steps));
        const headers = { accept: 'application/x-ndjson', 'accept-encoding': coding };
        const failure = await fetch(url, { headers })
          .then((answer) => answer.text())
          .catch(String);
        expect(failure).to.match(/TypeError: (terminated|fetch failed)/);
        expect(logged()).to.contain('"level":"error"').and.contain('internal-error.test').and.not.contain('ada@people');
      });

  it('while a page is looked for is answered 500, and with no header of a list', async () => {
    const { url, logged } = await serving(brokenAfter(1));
    const answer = await fetchWhole(`${url}?limit=1000`);
    expect([answer.status, answer.headers.get('etag')]).to.deep.equal([500, null]);
    expect(logged()).to.contain('"level":"error"').and.not.contain('ada@people');
  });
});
