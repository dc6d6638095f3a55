import { hash } from 'node:crypto';

/** A key of the service, known by its hash alone. */
export interface ApiKey {
  /** Of whom it is, for the log. */
  readonly name: string;
  /** SHA-256. */
  readonly digest: Buffer;
}

const NAME = /^[a-z\d][\w.-]{0,63}$/i;
const HASHED = /^([^:]+):sha256-([\da-f]{64})$/i;
/** The name of the hash, or as many hexadecimal digits as the shortest one has at the end of what calls them something. */
const MEANT_AS_HASH = /sha-?256|(sha|md5|[:=]).*[\da-f]{32}$/i;

export const isKey = (text: string): boolean => /^[\x21-\x7e]{1,512}$/.test(text);

export const isKeyName = (text: string): boolean => NAME.test(text);

/** Whether it is a key, or `name:sha256-<hash>`. What seems meant as a hash and is none must not pass for a key. */
export const isKeyEntry = (text: string): boolean =>
  isKey(text) && (!MEANT_AS_HASH.test(text) || isKeyName(HASHED.exec(text)?.[1] ?? ''));

/** @param place - of the entry, from 1: what has no name is told apart by it. A name never begins with `#`. */
export function apiKeyOf(entry: string, place: number): ApiKey {
  const [, name = `#${place}`, hex = digestOf(entry)] = HASHED.exec(entry) ?? [];
  return { name, digest: Buffer.from(hex, 'hex') };
}

/** The entry by which a key is known without being there. */
export const entryFor = (name: string, key: string): string => `${name}:sha256-${digestOf(key)}`;

/** In hexadecimal. */
export const digestOf = (key: string): string => hash('sha256', key);
