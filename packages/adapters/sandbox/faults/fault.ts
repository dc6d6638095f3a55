/** Something that goes wrong instead of the answer that was due. */
export type Fault =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly headers?: Readonly<Record<string, string>>;
      /** Sent as JSON, or as HTML when it is a string. */
      readonly body?: unknown;
    }
  /** The answer that was due, with its body changed. */
  | { readonly kind: 'alter'; readonly alter: (body: unknown) => unknown }
  /** The answer that was due, later. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The answer that was due when it was asked for, once this has come. */
  | { readonly kind: 'held'; readonly until: Promise<unknown> }
  /** The request is read and never answered. */
  | { readonly kind: 'hang' }
  /** One byte of the answer a second. */
  | { readonly kind: 'trickle' }
  /** The answer breaks off: its connection is closed in the middle of the body. */
  | { readonly kind: 'break-off' }
  /** A complete answer, whose body is the first half of the JSON that was due. */
  | { readonly kind: 'truncated-json' }
  /** The connection is reset. */
  | { readonly kind: 'reset' };

/** Faults that can be asked for by name. */
export type FaultCatalogue<Name extends string> = Readonly<Record<Name, Fault>>;

/** What goes wrong on the way, whoever answers. */
export const transportFaults = {
  hang: { kind: 'hang' },
  trickle: { kind: 'trickle' },
  'break-off': { kind: 'break-off' },
  'truncated-json': { kind: 'truncated-json' },
  reset: { kind: 'reset' },
  slow: { kind: 'slow', ms: 3000 },
  'html-200': { kind: 'answer', status: 200, body: '<!doctype html><html><body>Welcome</body></html>' },
} as const satisfies FaultCatalogue<string>;
