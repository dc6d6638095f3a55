import { AsyncLocalStorage } from 'node:async_hooks';
import { randomBytes } from 'node:crypto';

/** What belongs together across services, in the terms of W3C Trace Context. */
export interface Trace {
  readonly id: string;
  /** Whether it is recorded, and made at random: two bits, as a number. */
  readonly flags: number;
}

const KNOWN_FLAGS = 0b11;
const RANDOM_ID = 0b10;
/** A later version may have more to say behind these four parts; version ff, and ids of zeros alone, there are not. */
const TRACEPARENT = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-([\da-f]{2})(-.*)?$/;

const traces = new AsyncLocalStorage<Trace>();

/** The trace that a `traceparent` names; undefined when it is not valid. */
export function traceOf(traceparent: string): Trace | undefined {
  const [, version, id, flags, more] = TRACEPARENT.exec(traceparent) ?? [];
  if (id === undefined || (version === '00' && more !== undefined)) return undefined;
  return { id, flags: Number.parseInt(flags!, 16) & KNOWN_FLAGS };
}

/** The trace in which this runs, if there is one. */
export const currentTrace = (): Trace | undefined => traces.getStore();

/** Runs something, and whatever follows from it, in a trace. */
export const inTrace = <T>(trace: Trace, work: () => T): T => traces.run(trace, work);

/** Runs something in the trace there is, or in one of its own. */
export const inSomeTrace = <T>(work: () => T): T =>
  currentTrace() ? work() : inTrace({ id: randomBytes(16).toString('hex'), flags: RANDOM_ID }, work);

/** What to send with a call that belongs to the current trace. */
export function currentTraceparent(): string | undefined {
  const trace = currentTrace();
  return trace && `00-${trace.id}-${randomBytes(8).toString('hex')}-0${trace.flags}`;
}
