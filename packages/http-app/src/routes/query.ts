import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { badParameter } from '../problems/problem.js';

/**
 * Reads the parameters of a request from its URL, as the schema of its path has them: one that is not understood must not
 * pass for one that was obeyed. It throws Problem bad_parameter, with the name of the parameter and why.
 *
 * @param schema - of texts, each with what it must be as the message of its error.
 */
export function queryReader<Schema extends z.ZodObject>(schema: Schema): (url: string) => z.infer<Schema> {
  // What most requests ask is not parsed again for each of them.
  const nothing = schema.safeParse({}).data;
  return (url) => {
    const start = url.indexOf('?');
    if (start === -1 && nothing) return nothing;
    const query = start === -1 ? '' : url.slice(start + 1);
    const garbled = query.split('&').find((pair) => !isEncoded(pair));
    if (garbled !== undefined)
      throw badParameter(`Bad parameter${shown(garbled.split('=', 1)[0]!)} must be percent-encoded UTF-8.`);
    return parsed([...new URLSearchParams(query)], schema);
  };
}

function parsed<Schema extends z.ZodObject>(given: readonly [string, string][], schema: Schema): z.infer<Schema> {
  const names = given.map(([name]) => name);
  const unknown = names.find((name) => !Object.hasOwn(schema.shape, name));
  if (unknown !== undefined) throw unknownParameter(unknown, Object.keys(schema.shape));
  const repeated = names.find((name, index) => names.indexOf(name) < index);
  if (repeated !== undefined) throw badParameter(`Repeated parameter: ${repeated}.`);
  const { data, error } = schema.safeParse(Object.fromEntries(given));
  if (!error) return data;
  const [{ path, message }] = error.issues as [z.core.$ZodIssue];
  throw badParameter(`Bad parameter: ${path.join()} ${message}.`);
}

const unknownParameter = (name: string, known: readonly string[]): Error =>
  badParameter(`Unknown parameter${shown(name)}. This path takes ${known.join(', ') || 'none'}.`);

/** A name may be anything, also an address by mistake: only what looks like a parameter is repeated. */
const shown = (name: string): string => (/^[\w.-]{1,40}$/.test(name) ? `: ${name}` : '');

function isEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** A short name for a question, to tell apart the answers that one version has. */
export const tagOf = (question: string): string => createHash('sha256').update(question).digest('hex').slice(0, 16);
