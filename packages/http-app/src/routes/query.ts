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
    return parsed(start === -1 ? [] : [...new URLSearchParams(url.slice(start))], schema);
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

function unknownParameter(name: string, known: readonly string[]): Error {
  // A name may be anything, also an address by mistake: only what looks like a parameter is repeated.
  const shown = /^[\w.-]{1,40}$/.test(name) ? `: ${name}` : '';
  return badParameter(`Unknown parameter${shown}. This path takes ${known.join(', ') || 'none'}.`);
}

/** A short name for a question, to tell apart the answers that one version has. */
export const tagOf = (question: string): string => createHash('sha256').update(question).digest('hex').slice(0, 16);
