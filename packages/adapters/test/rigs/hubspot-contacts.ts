import { HubSpotContacts, type HubSpotOptions } from '@contacts-gateway/adapters/hubspot';
import { NangoTokens } from '@contacts-gateway/adapters/nango';
import {
  type Fault,
  type HubSpotPage,
  type HubSpotRecord,
  type Sandbox,
  startSandbox,
} from '@contacts-gateway/adapters/sandbox';
import type { Adapter, Opened, Person, SourceRig } from '@contacts-gateway/domain/contracts';
import { once } from 'node:events';
import { FakeClock } from '../fake-clock.js';
import { ListWitness } from './list-witness.js';

/** What search tells later than two minutes after it was modified, it is asked for again after an hour. */
const LATE_MS = 4_500_000;

/** What a HubSpot is like, and its rig. */
interface World {
  /** How it behaves where that varies. */
  readonly switches?: Partial<Sandbox['hubSpot']['switches']>;
  readonly options?: HubSpotOptions;
  /** What a request takes, on the clock. */
  readonly roundTripMs?: number;
  /** Of the contacts, in the order in which they are created. */
  readonly newIds?: () => Iterator<number, never>;
  /** How long lists are read; absent where there are none. */
  readonly longLists?: 'side by side' | 'one after the other';
  /** What else is different about its rig. */
  readonly change?: (
    rig: SourceRig,
    sandbox: Sandbox,
  ) => { readonly [Part in keyof SourceRig]?: SourceRig[Part] | undefined };
}

export const hubSpotContactsOn = (
  name: string,
  { switches = {}, options, roundTripMs = 0, newIds = fromFourDigits, longLists, change }: World,
): Adapter<SourceRig> => ({
  name,
  async open() {
    const time = new FakeClock();
    const clock = { ...time, random: Math.random, now: () => time.now() + hubSpot.requests * roundTripMs };
    const sandbox = await startSandbox({ contacts: 0, now: () => clock.now(), requestsPer10s: 0 });
    const { hubSpot, nango, environment } = sandbox;
    Object.assign(hubSpot.switches, switches);
    const witness = new ListWitness(hubSpot);
    const log: unknown[] = [];
    const observe = (call: unknown): void => void log.push(call);
    const tokens = new NangoTokens({
      baseUrl: environment.NANGO_BASE_URL,
      secretKey: environment.NANGO_SECRET_KEY,
      connectionId: environment.NANGO_CONNECTION_ID,
      integrationId: environment.NANGO_INTEGRATION_ID,
      observe,
      clock,
    });
    const sources: HubSpotContacts[] = [];
    const beside = (): HubSpotContacts => {
      const source = new HubSpotContacts(tokens, {
        baseUrl: environment.HUBSPOT_BASE_URL,
        apiVersion: '2026-09',
        requestsPer10s: 0,
        maxAttempts: 3,
        timeoutMs: 60_000,
        observe,
        onFallback: (reason) => void witness.reasons.push(reason),
        clock,
        ...options,
      });
      sources.push(source);
      return source;
    };
    const failing = (fault: Parameters<typeof hubSpot.faults.next>[0]) => () =>
      void hubSpot.faults.next(fault, Infinity);
    const withoutToken = (fault: Parameters<typeof nango.faults.next>[0]) => (): void => {
      // One that it still has would do for a while.
      time.time += 3_600_000;
      nango.faults.next(fault, Infinity);
    };
    const coming = newIds();
    const garbled = new Set<string>();
    const create = (person: Person): string => hubSpot.edits.create(propertiesOf(person), coming.next().value);
    const rig: Opened<SourceRig> = {
      source: beside(),
      beside,
      create,
      createUntidy: create,
      edit: (id, person) => hubSpot.edits.edit(id, propertiesOf(person)),
      remove: (id) => hubSpot.edits.archive(id),
      advance(ms) {
        time.time += ms;
      },
      restore: (id) => hubSpot.edits.restore(id),
      editAtOnce: (ids, person) => void hubSpot.edits.bulkEdit(ids, propertiesOf(person)),
      namesChangesAfterMs: switches.indexLagMs === undefined ? 0 : LATE_MS,
      namesRemovalsAfterMs: 15 * 60_000,
      merge: (first, second) => hubSpot.edits.merge(first, second),
      garble(id) {
        if (garbled.size === 0) hubSpot.faults.next(garbling(garbled), Infinity);
        garbled.add(id);
      },
      requests: () => hubSpot.requests,
      secrets: ['sandbox-access-token', environment.NANGO_SECRET_KEY],
      severalPages: 201,
      longWalks() {
        hubSpot.switches.longestPage = 2;
        // Search knows of everyone by then.
        time.time += LATE_MS;
      },
      stumble: () => void hubSpot.faults.next('unavailable'),
      emptyPage: () => void hubSpot.faults.next(emptyPage, 1, 'list'),
      repeatedPage: () => void hubSpot.faults.next(leadingToItself, 1, 'list'),
      endlessPages: () => void hubSpot.faults.next(leadingToItself, Infinity, 'list'),
      endlessEmptyPages: () => void hubSpot.faults.next(nextEmptyPage(), Infinity, 'list'),
      listsTwice: (id, person) => void hubSpot.faults.next(listingTwice(id, propertiesOf(person)), Infinity, 'list'),
      disorder: () => {
        hubSpot.switches.searchOrder = 'by-descending-id';
        for (const operation of ['list', 'batch-read'] as const) hubSpot.faults.next(reversed, Infinity, operation);
      },
      refuseToken: () => void hubSpot.faults.next('token-expired'),
      asksToWait: (ms) => void hubSpot.faults.next(limiting(ms), Infinity),
      logged: () => log,
      failAfter(requests) {
        hubSpot.faults.pass(requests).next('reset', Infinity);
        return () => hubSpot.faults.clear();
      },
      hang: failing('hang'),
      holdAnswers() {
        const released = new AbortController();
        const until = once(released.signal, 'abort');
        hubSpot.faults.next({ kind: 'held', until }, Infinity);
        return () => {
          hubSpot.faults.clear();
          released.abort();
        };
      },
      source_token_refused: failing('token-expired'),
      source_scope_missing: failing('scope-missing'),
      source_rate_limited: failing('daily-limit'),
      source_unexpected_status: failing('bad-gateway'),
      source_answer_invalid: failing('html-200'),
      source_unreachable: failing('reset'),
      token_unavailable: withoutToken('server-error'),
      token_provider_misconfigured: withoutToken('connection-unknown'),
      async close() {
        for (const source of sources) source.close();
        tokens.close();
        await sandbox.close();
        if (longLists) witness.sees(longLists);
      },
    };
    return { ...rig, ...(change?.(rig, sandbox) as Partial<SourceRig>) };
  },
});

export const hubSpotContacts = hubSpotContactsOn('HubSpotContacts', {});

/** Everything that varies, the other way. */
export const awkwardHubSpotContacts = hubSpotContactsOn('HubSpotContacts on an awkward account', {
  switches: {
    missingIds: 'omitted',
    batchOrder: 'by-descending-id',
    idComparison: 'string',
    searchTellsMore: 'count',
    archiveListsMerged: true,
    indexLagMs: 600_000,
    clockOffsetMs: 60_000,
  },
  change: (_, { hubSpot }) => ({ endlessPages: () => void hubSpot.faults.next(leadingInCircles(), Infinity, 'list') }),
});

/** Soon down from four digits to three. */
function* fromFourDigits(): Generator<number, never> {
  for (let id = 1038; ; id -= 2) yield id;
}

export const propertiesOf = ({ firstName, lastName, email }: Person) => ({
  firstname: firstName,
  lastname: lastName,
  email,
});

/** Answers in which some records have lost their properties. */
const garbling = (ids: ReadonlySet<string>): Fault => ({
  kind: 'alter',
  alter: (body) => {
    const garbled = ({ id, ...rest }: Partial<HubSpotRecord>) =>
      id !== undefined && ids.has(id) ? { id, properties: 'none' } : { id, ...rest };
    const { results, ...rest } = body as Partial<HubSpotPage & HubSpotRecord>;
    return results ? { ...rest, results: results.map(garbled) } : garbled(rest);
  },
});

/** HubSpot's cursor is the id of the record with which the next page begins. */
const leading = (keep: (page: HubSpotPage) => HubSpotPage['results']): Fault => ({
  kind: 'alter',
  alter: (body) => {
    const page = body as HubSpotPage;
    const after = page.results[0]?.id;
    if (after === undefined) return page;
    return { results: keep(page), paging: { next: { after, link: `https://api.example/?after=${after}` } } };
  },
});

export const emptyPage = leading(() => []);
export const leadingToItself = leading(({ results }) => results);

/** In turn to two pages. */
function leadingInCircles(): Fault {
  let pages = 0;
  return {
    kind: 'alter',
    alter: (body) => {
      const after = String(1 + ((pages += 1) % 2));
      return { ...(body as HubSpotPage), paging: { next: { after, link: 'https://api.example/' } } };
    },
  };
}

/** Each leads to another than all before it. */
function nextEmptyPage(): Fault {
  let after = 0;
  return {
    kind: 'alter',
    alter: () => ({ results: [], paging: { next: { after: String((after += 1)), link: 'https://api.example/' } } }),
  };
}

export const reversed: Fault = {
  kind: 'alter',
  alter: (body) => ({ ...(body as HubSpotPage), results: (body as HubSpotPage).results.toReversed() }),
};

/** What was a record that is listed once. */
const listingTwice = (id: string, properties: HubSpotRecord['properties']): Fault => ({
  kind: 'alter',
  alter: (body) => {
    const { results, ...rest } = body as HubSpotPage;
    return { ...rest, results: results.flatMap((each) => (each.id === id ? [each, { ...each, properties }] : each)) };
  },
});

const limiting = (ms: number): Fault => ({
  kind: 'answer',
  status: 429,
  headers: { 'retry-after': String(ms / 1000) },
  body: { status: 'error', errorType: 'RATE_LIMIT', policyName: 'DAILY' },
});
