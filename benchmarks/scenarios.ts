import type { ContenderName } from './contender.js';

/** What the service is asked for, and beside whom. */
export interface Scenario {
  readonly title: string;
  readonly contacts: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly status: 200 | 304;
  /** Where a bar is given, the service has to do so many times the requests of that one. */
  readonly beside: readonly { readonly name: ContenderName; readonly bar?: number }[];
}

const IDENTITY = { 'Accept-Encoding': 'identity' };

const whole = (contacts: number, raw: number, resJson: number): Scenario => ({
  title: 'all contacts',
  contacts,
  headers: IDENTITY,
  status: 200,
  beside: [{ name: 'raw', bar: raw }, { name: 'res.json', bar: resJson }, { name: 'fastify' }, { name: 'hono' }],
});

export const scenarios: readonly Scenario[] = [
  whole(100, 0.42, 1.4),
  whole(1000, 0.6, 5),
  {
    title: 'gzip',
    contacts: 1000,
    headers: { 'Accept-Encoding': 'gzip' },
    status: 200,
    beside: [{ name: 'raw', bar: 0.45 }],
  },
  {
    title: '304',
    contacts: 1000,
    headers: { ...IDENTITY, 'If-None-Match': '*' },
    status: 304,
    beside: [{ name: 'raw 304', bar: 0.4 }],
  },
  whole(10_000, 0.8, 12),
];
