import type { Contact } from '@contacts-gateway/domain';
import type { Answer } from '../exchange.js';

/** What of the account an answer shows. */
export interface Shown {
  readonly contacts: readonly Contact[];
  /** All contacts between these ids, the second included, are in it; undefined when it is a selection. */
  readonly range: { readonly after: string | undefined; readonly last: string | undefined } | undefined;
}

/** The contacts of a list; undefined when the answer is none. @throws when the body is not what its type says. */
export function contactsIn(
  { question: { method, target }, status, headers }: Answer,
  plain: Buffer,
): Shown | undefined {
  const { pathname, searchParams } = new URL(target, 'http://gateway.example');
  if (pathname !== '/contacts' || status !== 200 || method === 'HEAD') return undefined;
  const isLines = headers.get('content-type')!.startsWith('application/x-ndjson');
  const contacts = isLines ? lines(plain) : (JSON.parse(plain.toString()) as Contact[]);
  if (searchParams.has('email') || searchParams.has('issue')) return { contacts, range: undefined };
  const last = headers.has('link') ? contacts.at(-1)?.id : undefined;
  return { contacts, range: { after: searchParams.get('after') ?? undefined, last } };
}

function lines(plain: Buffer): Contact[] {
  const text = plain.toString();
  if (text !== '' && !text.endsWith('\n')) throw new Error('the last line has no end');
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Contact);
}
