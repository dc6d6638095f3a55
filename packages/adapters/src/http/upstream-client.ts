import axios, { type AxiosInstance, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import axiosRetry from 'axios-retry';
import { withDeadline } from './abort.js';
import type { Clock } from './clock.js';
import { type Answer, NoAnswer, type Outcome } from './outcome.js';

/** One attempt of one call, for the log. It names no path, no query, no header and no body. */
export interface UpstreamCall {
  readonly upstream: string;
  readonly operation: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly status: number | undefined;
  /** Why no answer came: `TIMEOUT`, `ECONNREFUSED` … */
  readonly failure: string | undefined;
  readonly durationMs: number;
  readonly correlationId: string | undefined;
  /** Requests left in the upstream's window, where it says so. */
  readonly quotaRemaining: number | undefined;
}

export interface UpstreamOptions {
  readonly upstream: string;
  readonly baseUrl: string;
  readonly attemptTimeoutMs: number;
  readonly maxAnswerBytes: number;
  readonly correlationHeader?: string;
  readonly remainingHeader: string;
  readonly clock: Clock;
  /** The wait before the next attempt; undefined when this outcome is final. */
  readonly retryWaitMs: (outcome: Outcome, attempt: number) => number | undefined;
  /** Awaited before each attempt: the place to keep a quota. */
  readonly admit?: (signal: AbortSignal) => Promise<void>;
  readonly observe: ((call: UpstreamCall) => void) | undefined;
}

export interface UpstreamRequest {
  readonly operation: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly bearer: string;
}

export interface CallBounds {
  readonly signal: AbortSignal;
  /** Unix time in milliseconds at which the call ends, waits included. */
  readonly deadline: number;
  /** The first included. */
  readonly maxAttempts: number;
  /** Told of each attempt that will be followed by another. */
  readonly onRetry?: (outcome: Outcome) => void;
}

const sendOverHttp = axios.getAdapter('http');

/** GET requests to one upstream, each attempt and each call bounded in time. Resolves with every status. */
export class UpstreamClient {
  readonly #options: UpstreamOptions;
  readonly #http: AxiosInstance;

  constructor(options: UpstreamOptions) {
    this.#options = options;
    this.#http = axios.create({
      baseURL: options.baseUrl,
      headers: { accept: 'application/json', 'user-agent': 'contacts-gateway' },
      responseType: 'text',
      transformResponse: (body: unknown) => body,
      maxContentLength: options.maxAnswerBytes,
      // A redirect would carry the Authorization header to wherever it points.
      maxRedirects: 0,
    });
    axiosRetry(this.#http);
  }

  /** @throws NoAnswer, when no attempt brought an answer that is final, or the signal aborted. */
  async get(request: UpstreamRequest, bounds: CallBounds): Promise<Answer> {
    const { clock, retryWaitMs } = this.#options;
    const { signal, deadline, maxAttempts, onRetry } = bounds;
    let attempt = 0;
    let waitMs: number | undefined;
    try {
      const response = await this.#http.get<string>(request.path, {
        params: request.query,
        headers: { authorization: `Bearer ${request.bearer}` },
        signal,
        adapter: (config) => this.#attempt(request.operation, ++attempt, config, bounds),
        'axios-retry': {
          retries: maxAttempts - 1,
          retryCondition: (error) => {
            waitMs = signal.aborted ? undefined : retryWaitMs(outcomeOf(error, signal), attempt);
            return waitMs !== undefined && clock.now() + waitMs < deadline;
          },
          // The wait is slept in onRetry, by the injected clock; axios-retry's own timer has nothing left to do.
          retryDelay: () => 0,
          onRetry: async (_count, error) => {
            onRetry?.(outcomeOf(error, signal));
            await clock.sleep(waitMs ?? 0, signal);
          },
        },
      });
      return answerOf(response);
    } catch (error) {
      const outcome = outcomeOf(error, signal);
      if (outcome instanceof NoAnswer) throw outcome;
      return outcome;
    }
  }

  async #attempt(
    operation: string,
    attempt: number,
    config: InternalAxiosRequestConfig,
    { signal, deadline }: CallBounds,
  ): Promise<AxiosResponse> {
    const { admit, attemptTimeoutMs, clock } = this.#options;
    await admit?.(signal);
    const startedAt = clock.now();
    const report = (outcome: Outcome): void => this.#report(operation, attempt, clock.now() - startedAt, outcome);
    try {
      const response = await withDeadline(signal, Math.min(attemptTimeoutMs, deadline - startedAt), (bounded) => {
        config.signal = bounded;
        return sendOverHttp(config);
      });
      report(answerOf(response));
      return response;
    } catch (error) {
      report(outcomeOf(error, signal));
      throw error;
    } finally {
      // axios-retry sends this very config again, and the deadline of one attempt is not that of the next.
      config.signal = signal;
    }
  }

  #report(operation: string, attempt: number, durationMs: number, outcome: Outcome): void {
    const { upstream, correlationHeader, remainingHeader, observe } = this.#options;
    const answer = outcome instanceof NoAnswer ? undefined : outcome;
    const remaining = answer?.header(remainingHeader);
    observe?.({
      upstream,
      operation,
      attempt,
      status: answer?.status,
      failure: outcome instanceof NoAnswer ? outcome.code : undefined,
      durationMs,
      correlationId: correlationHeader && answer?.header(correlationHeader),
      quotaRemaining: remaining === undefined ? undefined : Number(remaining),
    });
  }
}

function answerOf({ status, headers, data }: AxiosResponse<unknown>): Answer {
  return {
    status,
    header: (name) => {
      const value: unknown = headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    get json() {
      return parsed(data);
    },
  };
}

function parsed(body: unknown): unknown {
  try {
    return JSON.parse(String(body));
  } catch {
    return undefined;
  }
}

const isSuccess = ({ status }: AxiosResponse): boolean => status >= 200 && status < 300;

/** What an error of the HTTP library says, without the error: it holds the request and its secrets. */
function outcomeOf(error: unknown, signal: AbortSignal): Outcome {
  const response = axios.isAxiosError(error) ? error.response : undefined;
  // A success that comes as an error is one whose body broke off.
  if (response && !isSuccess(response)) return answerOf(response);
  if (signal.aborted) return new NoAnswer('CANCELLED');
  if (axios.isCancel(error)) return new NoAnswer('TIMEOUT');
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return new NoAnswer(typeof code === 'string' ? code : 'UNKNOWN');
}
