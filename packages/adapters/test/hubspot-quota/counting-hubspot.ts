import { HubSpotContacts, type HubSpotOptions } from '@contacts-gateway/adapters/hubspot';
import { MockTokens } from '@contacts-gateway/adapters/mock';
import nock from 'nock';
import { FakeClock } from '../fake-clock.js';

const HOST = 'http://hubspot.example';
const ANSWER_MS = 20;

interface Reply {
  readonly status?: number;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** A HubSpot that knows any contact, and when it was asked. */
export class CountingHubSpot {
  readonly clock = new FakeClock();
  /** When requests came, in milliseconds by the clock. */
  readonly arrivals: number[] = [];
  open = 0;
  mostOpen = 0;
  /** What it answers; absent: the contact that was asked for. */
  reply: () => Reply = () => ({});

  constructor() {
    nock(HOST)
      .persist()
      .post(/\/batch\/read$/)
      .query(true)
      .reply(async (_uri, body) => {
        this.arrivals.push(this.clock.time);
        this.open += 1;
        this.mostOpen = Math.max(this.mostOpen, this.open);
        const { status = 200, body: other, headers = {} } = this.reply();
        await new Promise((resolve) => setImmediate(resolve));
        this.clock.time += ANSWER_MS;
        this.open -= 1;
        const results = (body as { inputs: { id: string }[] }).inputs.map(({ id }) => ({ id, properties: {} }));
        return [status, other ?? { status: 'COMPLETE', results }, headers];
      });
  }

  source(options: HubSpotOptions): HubSpotContacts {
    return new HubSpotContacts(new MockTokens(), { baseUrl: HOST, maxAttempts: 1, clock: this.clock, ...options });
  }

  /** The most that came within any stretch of so many milliseconds. */
  most(ms: number, from = 0): number {
    const times = this.arrivals.slice(from);
    return Math.max(0, ...times.map((start) => times.filter((time) => time >= start && time < start + ms).length));
  }
}

/** One request. */
export const ask = async (source: HubSpotContacts): Promise<unknown> => await source.read(['1']);
