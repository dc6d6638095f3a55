import type { Fault, HubSpotPage, HubSpotRecord, Sandbox } from '@contacts-gateway/adapters/sandbox';
import type { Adapter, SourceRig } from '@contacts-gateway/domain/contracts';
import { emptyPage, hubSpotContactsOn, leadingToItself, reversed } from './hubspot-contacts.js';

/** After the pages that are read one after the other. */
const DEEP = 7;

const CORRELATION_ID = '5a9db0c5-0000-4000-8000-000000000003';

type HubSpot = Sandbox['hubSpot'];

interface Peculiarities {
  readonly longestPage: number;
  /** What the list makes of cursors that it did not issue. */
  readonly unknownCursors: HubSpot['switches']['unknownCursors'];
  /** What the provider of the token answers for one that was refused. */
  readonly otherToken: 'unavailable' | 'the same';
  /** An answer that looks as if a contact were not there, and does not say so. */
  readonly absence: Fault;
}

/** Pages are short and come slowly: such a list is read from several places at once. */
const longListWhere = (
  what: string,
  { longestPage, unknownCursors, otherToken, absence }: Peculiarities,
): Adapter<SourceRig> =>
  hubSpotContactsOn(`HubSpotContacts on a long list where ${what}`, {
    switches: { longestPage, clockOffsetMs: -600_000, missingIds: 'omitted', unknownCursors },
    roundTripMs: 60,
    newIds: inClusters,
    longLists: unknownCursors === 'placed' ? 'side by side' : 'one after the other',
    change: (_, sandbox) => ({
      severalPages: 110,
      ...pageLevers(sandbox),
      ...refusalLevers(sandbox, otherToken),
      ...absenceLevers(sandbox, absence),
    }),
  });

/** Most ids are close together; there are others of several lengths among them. */
function* inClusters(): Generator<number, never> {
  for (let index = 0; ; index += 1) {
    // At distances of all sizes, so that few cursors that are made up are by chance those of a contact.
    for (let each = 6 * index; each < 6 * index + 6; each += 1) yield 985 + 97 * each + ((each * each) % 89);
    yield 713_492_000_000 + 17 * index;
    yield 57_156_000_000 + 3 * index;
  }
}

const pageLevers = ({ hubSpot: { faults, operations, switches } }: Sandbox): Partial<SourceRig> => ({
  longWalks: () => void (switches.longestPage = 1),
  emptyPage: () => void faults.pass(DEEP, 'list').next(emptyPage, 1, 'list'),
  repeatedPage: () => void faults.pass(DEEP, 'list').next(leadingToItself, 1, 'list'),
  endlessPages: () => void faults.pass(DEEP, 'list').next(leadingToItself, Infinity, 'list'),
  endlessEmptyPages: () => {
    for (let after = 1; after <= 1000; after += 1) faults.next(emptyPageLeadingTo(String(after)), 1, 'list');
  },
  disorder: () => void faults.next(reversed, Infinity, 'batch-read').pass(1, 'list').next(reversed, Infinity, 'list'),
  // One broken answer is worth another attempt once there was one that was whole.
  stumble() {
    if (operations.list === 0) faults.next('unavailable');
    else faults.next('truncated-json', 1, 'list').next('unavailable', 1, 'search').next('unavailable', 1, 'batch-read');
  },
});

const emptyPageLeadingTo = (after: string): Fault => ({
  kind: 'answer',
  status: 200,
  body: { results: [], paging: { next: { after } } },
});

/** HubSpot refuses the token that the provider has, which has no other then, or is not itself. */
function refusalLevers(
  { hubSpot, nango }: Sandbox,
  otherToken: Peculiarities['otherToken'],
): Pick<SourceRig, 'source_token_refused' | 'token_provider_misconfigured'> {
  const refusing = (fault: Parameters<typeof nango.faults.next>[0]) => (): void => {
    hubSpot.faults.next('token-expired', Infinity);
    // The token that is refused is there, or still to be had.
    nango.faults.pass(nango.requests === 0 ? 1 : 0).next(fault, Infinity);
  };
  return {
    source_token_refused() {
      if (otherToken === 'unavailable') return refusing('server-error')();
      hubSpot.faults.next('token-expired', Infinity);
      nango.switches.withoutRefreshToken = true;
    },
    token_provider_misconfigured: refusing('connection-unknown'),
  };
}

/** Some contacts have to be asked for by themselves. */
function absenceLevers({ hubSpot }: Sandbox, absence: Fault): Pick<SourceRig, 'source_unexpected_status'> {
  const answer = hubSpot.answer.bind(hubSpot);
  hubSpot.answer = (request) => {
    const { body, ...due } = answer(request);
    const alter = answers[hubSpot.operationOf(request) ?? ''];
    return { ...due, body: alter ? alter(body) : body };
  };
  return {
    source_unexpected_status() {
      hubSpot.faults.next('bad-gateway', Infinity, 'list').next('bad-gateway', Infinity, 'search');
      hubSpot.faults.next(silence, Infinity, 'batch-read').next(absence, Infinity, 'get');
    },
  };
}

/** What HubSpot says otherwise than usual. */
const answers: Readonly<Record<string, (body: unknown) => unknown>> = {
  /** Of what is not there, without a category. */
  get: (body) => ({ ...(body as object), category: undefined }),
  /** Of some contacts, errors that have nothing to do with their being there; and that there are none by ids which were merged. */
  'batch-read'(body) {
    const { results, ...rest } = body as Partial<HubSpotPage>;
    if (!results) return rest;
    const isAmiss = ({ id }: HubSpotRecord): boolean => Number(id) % 7 === 0;
    const ids = results.filter(isAmiss).map(({ id }) => id);
    const whole = results.filter((record) => !isAmiss(record));
    const merged = whole.flatMap(({ properties }) => properties['hs_merged_object_ids']?.split(';') ?? []);
    const errors = [
      null,
      { category: 'OBJECT_NOT_FOUND' },
      { category: 'OBJECT_NOT_FOUND', context: { ids: merged } },
      { category: 'INTERNAL_ERROR', context: { ids } },
      { context: { ids } },
    ];
    return { ...rest, results: whole, numErrors: errors.length, errors };
  },
};

const silence: Fault = { kind: 'alter', alter: (body) => ({ ...(body as object), results: [] }) };

const absent = (fields: Readonly<Record<string, unknown>>, status = 404): Fault => ({
  kind: 'answer',
  status,
  body: { status: 'error', message: 'resource not found', ...fields },
});

export const longListByIds = longListWhere('cursors are ids', {
  longestPage: 3,
  unknownCursors: 'placed',
  otherToken: 'unavailable',
  absence: {
    kind: 'answer',
    status: 404,
    headers: { 'x-hubspot-correlation-id': CORRELATION_ID },
    body: '<h1>404 Not Found</h1>',
  },
});

/** So long, and with contacts in so many places, that ranges begin between others, and are overtaken by those before them. */
const manyClustersWhere = (
  what: string,
  {
    longLists,
    spoil,
  }: { readonly longLists?: 'side by side'; readonly spoil: (hubSpot: HubSpot) => HubSpot['answer'] },
): Adapter<SourceRig> =>
  hubSpotContactsOn(`HubSpotContacts on a list of many clusters ${what}`, {
    switches: { longestPage: 7 },
    roundTripMs: 60,
    newIds: inManyClusters,
    ...(longLists && { longLists }),
    change(_, { hubSpot }) {
      const answer = spoil(hubSpot);
      hubSpot.answer = (request) => {
        // Now and then one takes longer than several others.
        hubSpot.switches.latencyMs = hubSpot.operations.list % 5 === 4 ? 8 : 0;
        return answer(request);
      };
      return { severalPages: 280 };
    },
  });

export const listsOfManyClusters: readonly Adapter<SourceRig>[] = [
  manyClustersWhere('where some unknown cursors lead too far', {
    longLists: 'side by side',
    spoil(hubSpot) {
      const answer = hubSpot.answer.bind(hubSpot);
      return (request) => {
        const after = Number(request.query.get('after'));
        if (after % 3 === 0 && !hubSpot.account.find(after - 1)) request.query.set('after', String(after + 40));
        return answer(request);
      };
    },
  }),
  manyClustersWhere('that once seems to end before its end', {
    spoil(hubSpot) {
      const answer = hubSpot.answer.bind(hubSpot);
      let ends = 0;
      return (request) => {
        const { body, ...due } = answer(request);
        const { paging, ...rest } = body as Partial<HubSpotPage>;
        const isDeep = hubSpot.operations.list > 40 && Number(request.query.get('after')) < 500_000;
        if (!paging || !isDeep || ends > 0) return { ...due, body };
        ends += 1;
        return { ...due, body: rest };
      };
    },
  }),
];

/** Their distances differ as much as their ids do. */
function* inManyClusters(): Generator<number, never> {
  const firsts = [990, 4_000, 4_900, 61_000, 62_000, 700_000, 9_000_000, 9_100_000, 57_156_000_000, 713_492_000_000];
  for (let index = 0; ; index += 1) for (const first of firsts) yield first + 3 * index + (index % 3);
}

/** Those that cannot be read from several places at once. */
export const longListsByCursorsAlone: readonly Adapter<SourceRig>[] = [
  longListWhere('unknown cursors are ignored', {
    longestPage: 7,
    unknownCursors: 'ignored',
    otherToken: 'the same',
    absence: absent({}),
  }),
  longListWhere('unknown cursors end it', {
    longestPage: 7,
    unknownCursors: 'ended',
    otherToken: 'unavailable',
    absence: absent({ correlationId: CORRELATION_ID, category: 'ROUTE_NOT_FOUND' }),
  }),
  longListWhere('unknown cursors are refused', {
    longestPage: 7,
    unknownCursors: 'refused',
    otherToken: 'unavailable',
    absence: absent({ correlationId: CORRELATION_ID, category: 'OBJECT_NOT_FOUND' }, 400),
  }),
];
