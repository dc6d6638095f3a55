/** An upstream's answer, whatever its status. */
export interface Answer {
  readonly status: number;
  /** The value of a header, by its lower-case name. */
  header(name: string): string | undefined;
  /** The body as JSON, parsed at each look; undefined when it is none. */
  readonly json: unknown;
}

/**
 * No answer came. It holds a code and nothing else: an HTTP library's error holds the request, and with it the secret
 * in its Authorization header.
 */
export class NoAnswer extends Error {
  /** `TIMEOUT`, `CANCELLED`, or the code of the network or HTTP error, such as `ECONNREFUSED`. */
  readonly code: string;

  constructor(code: string) {
    super(`no answer (${code})`);
    this.name = 'NoAnswer';
    this.code = code;
  }
}

export type Outcome = Answer | NoAnswer;
