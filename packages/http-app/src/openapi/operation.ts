import type { z } from 'zod';
import type { Problem } from '../problems/problem.js';

/** A success, or what is no failure. */
export interface Answer {
  readonly description: string;
  /** Those that it always carries; `X-Request-Id` is on every answer and need not be named. */
  readonly headers: z.ZodObject;
  /** By media type; absent when there is no body. */
  readonly content?: Readonly<Record<string, { readonly schema: z.ZodType; readonly example?: unknown }>>;
}

/** What a path answers to GET, and without the body to HEAD; told by its route. */
export interface Operation {
  readonly id: string;
  readonly tag: 'Contacts' | 'Service' | 'Documentation';
  readonly summary: string;
  readonly description: string;
  /** The parameters that it takes. */
  readonly path?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** By status. */
  readonly answers: Readonly<Record<number, Answer>>;
  /** One of each kind that its route can answer. */
  readonly problems: readonly Problem[];
  /** Headers that its problems may carry beside their own. */
  readonly problemHeaders?: z.ZodObject;
}
