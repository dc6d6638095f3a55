import { z } from 'zod';
import type { Operation } from '../openapi/operation.js';
import { probeHeaders } from './probe.js';

const count = z.int().min(0);
const copy = z.discriminatedUnion('state', [
  z.object({ state: z.literal('none') }),
  z.object({
    state: z.enum(['fresh', 'stale', 'unusable']),
    contacts: count,
    version: z.string(),
    ageSeconds: count.meta({ description: 'Since a completed pass confirmed the copy.' }),
  }),
]);
const code = z.string().meta({ description: 'As in an unsuccessful answer.' });
const known = z.object({ state: z.enum(['ok', 'unknown']) });
const failing = z.object({ state: z.literal('failing'), code });
const stopped = z.object({
  state: z.literal('paused'),
  code,
  seconds: count.meta({ description: 'Until it is asked again.' }),
});
const upstream = z.discriminatedUnion('state', [known, failing]);
const pass = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({ state: z.literal('running') }),
  z.object({ state: z.literal('paused'), seconds: count.meta({ description: 'Until the next attempt.' }) }),
]);
const walk = z.discriminatedUnion('state', [
  z.object({ state: z.literal('idle') }),
  z.object({
    state: z.literal('running'),
    pages: count,
    contacts: count.meta({ description: 'Read so far.' }),
    skipped: count.meta({ description: 'Records that were no contacts.' }),
    requests: count,
    contactsPerSecond: count,
    secondsLeft: count.optional().meta({ description: 'About; absent while there is nothing to go by.' }),
  }),
]);
const readiness = z
  .object({
    status: z.enum(['ready', 'not ready', 'draining']),
    copy: copy.meta({ description: 'The copy that is served.' }),
    hubspot: z.discriminatedUnion('state', [known, failing, stopped]).meta({
      description:
        'HubSpot, as of the last pass; paused while its daily limit is reached, or the account is being moved.',
    }),
    tokens: upstream.meta({ description: 'The token provider, as of the last pass.' }),
    cache: z
      .object({ state: z.enum(['ok', 'failing']) })
      .meta({ description: 'Without its cache an instance goes on alone.' }),
    pass: pass.meta({ description: 'The attempt to renew the copy.' }),
    deletions: z.object({ everySeconds: count }).meta({
      description: 'How often deletions are looked for; less often than configured while there are very many.',
    }),
    walk: walk.meta({ description: 'The reading of all contacts, as a part of a pass or beside the passes.' }),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof readiness>;

const version = '2f1d6c0b8a9e4d7c5b3a1f0e9d8c7b6a';
const ok = { state: 'ok' } as const;
const exampleReady: Readiness = {
  status: 'ready',
  copy: { state: 'fresh', contacts: 1000, version, ageSeconds: 12 },
  hubspot: ok,
  tokens: ok,
  cache: ok,
  pass: { state: 'idle' },
  deletions: { everySeconds: 900 },
  walk: { state: 'idle' },
};
const exampleNotReady: Readiness = {
  status: 'not ready',
  copy: { state: 'none' },
  hubspot: { state: 'failing', code: 'hubspot_scope_missing' },
  tokens: { state: 'unknown' },
  cache: ok,
  pass: { state: 'paused', seconds: 8 },
  deletions: { everySeconds: 900 },
  walk: { state: 'idle' },
};

export const readyOperation: Operation = {
  id: 'ready',
  tag: 'Service',
  summary: 'Whether contacts can be served',
  description: 'And the state of what that depends on. It calls no upstream.',
  answers: {
    200: {
      description: 'They can.',
      headers: probeHeaders,
      content: { 'application/json': { schema: readiness, example: exampleReady } },
    },
    503: {
      description: 'They cannot, or the service is about to stop.',
      headers: probeHeaders,
      content: { 'application/json': { schema: readiness, example: exampleNotReady } },
    },
  },
  problems: [],
};
