/**
 * An upstream's answer, whatever its status. A class, for memory's sake: of an object literal with a getter the engine keeps
 * the closure, and with it the body, until a full garbage collection.
 */
export class Answer {
  readonly status: number;
  readonly #headers: Readonly<Record<string, unknown>>;
  readonly #body: unknown;

  /** @param headers - by their lower-case names. */
  constructor(status: number, headers: Readonly<Record<string, unknown>>, body: unknown) {
    this.status = status;
    this.#headers = headers;
    this.#body = body;
  }

  /** The value of a header, by its lower-case name. */
  header(name: string): string | undefined {
    const value = this.#headers[name];
    return typeof value === 'string' ? value : undefined;
  }

  /** The body as JSON, parsed on every access; undefined when the body is not JSON. */
  get json(): unknown {
    try {
      return JSON.parse(String(this.#body));
    } catch {
      return undefined;
    }
  }
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
