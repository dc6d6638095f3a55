/** An upstream's answer, whatever its status. */
export interface Answer {
  readonly status: number;
  /** The value of a header, by its lower-case name. */
  header(name: string): string | undefined;
  /** The body as JSON, parsed on every access; undefined when the body is not JSON. */
  readonly json: unknown;
}

/** `TIMEOUT`, `CANCELLED`, `INCOMPLETE` (the body broke off), `TOO_LARGE`, or a network code such as `ECONNREFUSED`. */
type NoAnswerCode = string;

/**
 * No answer came. It holds a code and nothing else: an HTTP library's error holds the request, and with it the secret
 * in its Authorization header.
 */
export class NoAnswer extends Error {
  readonly code: NoAnswerCode;

  constructor(code: NoAnswerCode) {
    super(`no answer (${code})`);
    this.name = 'NoAnswer';
    this.code = code;
  }
}

export type Outcome = Answer | NoAnswer;
