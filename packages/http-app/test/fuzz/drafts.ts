import fc from 'fast-check';
import { METHODS } from 'node:http';
import { type Schema, texts, type Value, values } from './values.js';

interface Parameter {
  readonly in: 'path' | 'query' | 'header';
  readonly name: string;
  readonly required?: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly responses: Readonly<Record<string, unknown>>;
}

export interface Document {
  readonly paths: Readonly<Record<string, { readonly get: Operation }>>;
}

/** A request that can be sent, and what the document says of it. */
export interface Draft {
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Whether a GET of it is what the schemas allow; undefined when it means something else than it says. */
  readonly fits: { readonly path: boolean; readonly query: boolean } | undefined;
}

interface Part {
  readonly text: string;
  readonly fits: boolean;
}

const hex = (text: string): string =>
  [...Buffer.from(text)].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');

const encoders: readonly ((text: string) => string)[] = [
  encodeURIComponent,
  hex,
  (text) =>
    encodeURIComponent(text)
      .replaceAll('%20', '+')
      .replaceAll(/%../g, (byte) => byte.toLowerCase()),
];
const pathEncoders = encoders.slice(0, 2);

/** A value once in so many times, else nothing. */
function rarely<Some, None>(value: fc.Arbitrary<Some>, times: number, nothing: None): fc.Arbitrary<Some | None> {
  return fc.oneof({ weight: 1, arbitrary: value }, { weight: times - 1, arbitrary: fc.constant(nothing) });
}

/** One that is not percent-encoded UTF-8, or has no name. */
const garbled = fc.constantFrom('%', '%f', '%zz', '%ff', '%c3%28', '%ed%a0%80', '=', '=x', 'limit=%', '%e2%82=1');

const encoded = ({ text, fits }: Value, encode: (text: string) => string): Part => ({ text: encode(text), fits });

/** Each parameter once or not at all; now and then one again, one that nobody knows, or none. */
function query(parameters: readonly Parameter[], known: readonly string[]): fc.Arbitrary<Part> {
  const pair = ({ name, schema }: Parameter): fc.Arbitrary<Part> =>
    fc
      .tuple(values(schema, known), fc.constantFrom(...encoders), fc.constantFrom(...encoders))
      .map(([value, encode, encodeName]) => {
        const { text, fits } = encoded(value, encode);
        return { text: `${encodeName(name)}=${text}`, fits };
      });
  const once = parameters.map((parameter) =>
    fc.option(pair(parameter), { freq: 3, nil: { text: '', fits: parameter.required !== true } }),
  );
  const strange = fc.oneof(
    ...parameters.map((parameter) => pair(parameter).map(({ text }) => `${text}&${text}`)),
    texts.filter((text) => parameters.every(({ name }) => name !== text)).map((name) => `${hex(name)}=x`),
    garbled,
  );
  return fc.tuple(fc.tuple(...once), rarely(strange, 8, undefined)).map(([pairs, more]) => ({
    text: [...pairs.map(({ text }) => text), more ?? ''].filter((text) => text !== '').join('&'),
    fits: more === undefined && pairs.every(({ fits }) => fits),
  }));
}

/** Without a name it would be another path. */
const named = (value: fc.Arbitrary<Value>): fc.Arbitrary<Value> => value.filter(({ text }) => text !== '');

function path(template: string, parameters: readonly Parameter[], known: readonly string[]): fc.Arbitrary<Part> {
  return parameters.reduce(
    (made, { name, schema }) =>
      fc.tuple(made, named(values(schema, known)), fc.constantFrom(...pathEncoders)).map(([whole, value, encode]) => {
        const { text, fits } = encoded(value, encode);
        return { text: whole.text.replace(`{${name}}`, () => text), fits: whole.fits && fits };
      }),
    fc.constant({ text: template, fits: true }) as fc.Arbitrary<Part>,
  );
}

/** As Node's client lets through: visible, or beyond ASCII. */
const headerText = fc.oneof(
  fc.constantFrom(
    '*',
    '*/*',
    'application/x-ndjson',
    'gzip',
    'identity;q=0',
    'no-cache',
    'only-if-cached',
    'close',
    '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
    '"a"',
    'W/"a", "',
    'bytes=5-2,-1',
  ),
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code === 0x7f ? 0x20 : code)),
  }),
);

const HEADERS = [
  'Accept',
  'Accept-Encoding',
  'Accept-Language',
  'Authorization',
  'Cache-Control',
  'Cookie',
  'Expect',
  'Host',
  'If-Match',
  'If-Modified-Since',
  'If-None-Match',
  'Origin',
  'Range',
  'Upgrade',
  'Traceparent',
  'Tracestate',
  'X-API-Key',
  'X-Forwarded-For',
  'X-HTTP-Method-Override',
  'X-Request-Id',
];

/** Any at all; one time in four each also a tag that there may be, and the key, which chance alone would hardly find. */
const headers = (known: readonly string[], key: string): fc.Arbitrary<Record<string, string>> =>
  fc
    .tuple(
      fc.dictionary(fc.constantFrom(...HEADERS), fc.oneof(headerText, fc.constantFrom(...known)), { maxKeys: 4 }),
      rarely(
        fc.constantFrom('*', ...known).map((tag) => ({ 'If-None-Match': tag })),
        4,
        {},
      ),
      rarely(fc.constant({ 'X-API-Key': key }), 4, {}),
    )
    .map(([any, conditional, authorised]) => ({ ...any, ...conditional, ...authorised }));

const methods = fc.oneof(
  { weight: 6, arbitrary: fc.constant('GET') },
  { weight: 2, arbitrary: fc.constant('HEAD') },
  // That one asks for a tunnel.
  { weight: 1, arbitrary: fc.constantFrom(...METHODS.filter((method) => method !== 'CONNECT')) },
);

/** Path and query as they come, encoded by nobody; a fragment is for tests of its own. */
const rawTarget = (target: string): string => target.replaceAll(/[^\x21-\xff]|[\x7f#]/g, '');

/** What stands before the path in a request to a proxy. */
const origins = rarely(
  fc.constantFrom('http://gateway.example', 'https://a:b@[c:d', 'http://[', 'HTTP://%00:x'),
  20,
  '',
);

/**
 * Requests to the operations of a document.
 *
 * @param known - texts that mean something to the service: ids, versions, tags, keys.
 * @param key - one of them.
 */
export function drafts({ paths }: Document, known: readonly string[], key: string): fc.Arbitrary<Draft> {
  const operations = Object.entries(paths).map(([template, { get }]) => {
    const of = (place: Parameter['in']): readonly Parameter[] =>
      (get.parameters ?? []).filter((each) => each.in === place);
    const refusesQuery = JSON.stringify(get.responses['400']).includes('"bad_parameter"');
    return fc.tuple(path(template, of('path'), known), query(of('query'), known)).map(([where, what]) => ({
      target: what.text === '' ? where.text : `${where.text}?${what.text}`,
      fits: { path: where.fits, query: what.fits || !refusesQuery },
    }));
  });
  const raw = fc.tuple(fc.constantFrom(...Object.keys(paths)), texts, texts).map(([template, id, rest]) => ({
    target: rawTarget(`${template.replace(/\{.*\}/, () => id)}${rest}`),
    fits: undefined,
  }));
  return fc
    .tuple(
      fc.oneof({ weight: 6, arbitrary: fc.oneof(...operations) }, { weight: 1, arbitrary: raw }),
      origins,
      methods,
      headers(known, key),
      fc.oneof(fc.constant(''), fc.string()),
    )
    .map(([{ target, fits }, origin, method, sent, body]) => ({
      target: `${origin}${target}`,
      fits,
      method,
      headers: sent,
      body,
    }));
}
