export interface StandInRequest {
  readonly method: string;
  /** As it was received: path and query. */
  readonly url: string;
  readonly path: string;
  readonly query: URLSearchParams;
  /** What follows `Bearer `; undefined without such a header. */
  readonly bearer: string | undefined;
  /** "" without one. */
  readonly body: string;
}

export interface StandInAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON, or as HTML when it is a string. */
  readonly body: unknown;
}

/**
 * A request that no server had to receive: stand-ins answer it in the same process.
 *
 * @param url - path and query.
 * @throws TypeError when the URL makes no sense.
 */
export function requestOf(method: string, url: string, bearer?: string, body = ''): StandInRequest {
  const { pathname, searchParams } = new URL(url, 'http://stand-in');
  return { method, url, path: pathname, query: searchParams, bearer, body };
}

/** An answer in place of the one that was asked for. */
export class Refusal extends Error {
  readonly answer: StandInAnswer;

  constructor(answer: StandInAnswer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}
