import axios, { type AxiosInstance, type AxiosResponse, type InternalAxiosRequestConfig } from 'axios';
import axiosRetry from 'axios-retry';
import { getProxyForUrl } from 'proxy-from-env';
import { withDeadline } from './abort.js';
import type { Clock } from './clock.js';
import { saneCorrelationId } from './correlation-id.js';
import { NoAnswer, type Answer, type Outcome } from './outcome.js';
import { answerOf, outcomeOf } from './axios-outcome.js';

/** One attempt of one call, for the log. It names no path, no query, no header and no body. */
export interface UpstreamCall {
  readonly upstream: string;
  readonly operation: string;
  /** 1 for the first. */
  readonly attempt: number;
  /** Undefined when no answer came. */
  readonly status: number | undefined;
  /** Why no answer came: `TIMEOUT`, `ECONNREFUSED` … */
  readonly failure: string | undefined;
  /** Without the wait for the quota. */
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
  /** Lower case; absent: none is read. */
  readonly correlationHeader?: string;
  /** Lower case. */
  readonly remainingHeader: string;
  readonly clock: Clock;
  /** The wait before the next attempt; undefined when this outcome is final. */
  readonly retryWaitMs: (outcome: Outcome, attempt: number) => number | undefined;
  /** Asked for each request: the `traceparent` to send, if there is one. */
  readonly traceparent: (() => string | undefined) | undefined;
  /** Told of every attempt; it must not throw. */
  readonly observe: ((call: UpstreamCall) => void) | undefined;
}

export interface UpstreamRequest {
  readonly operation: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** Sent as JSON by POST, which must be as safe to repeat as a GET; absent: a GET. */
  readonly body?: unknown;
  readonly bearer: string;
  /** Awaited before each attempt, and what it resolves with is called after it: the place to keep a quota. */
  readonly admit?: (signal: AbortSignal) => Promise<(outcome: Outcome) => void>;
}

/** The bounds of one call, which may take several requests with several attempts each. */
export interface Call {
  readonly signal: AbortSignal;
  /** The time, by the clock, at which the call ends, waits included. */
  readonly deadline: number;
  readonly maxAttempts: number;
  /** Attempts so far over all requests of the call, counted by the client: a replaced token gets no fresh allowance. */
  attempts: number;
  /** Told of each attempt that will be followed by another. */
  readonly onRetry?: (outcome: Outcome) => void;
}

const sendOverHttp = axios.getAdapter('http');

/** Requests to one upstream, each attempt and each call bounded in time. Resolves with every status. */
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
      // A proxy from the environment is for the network; this machine cannot be reached through it. Only where there is one:
      // `proxy: false` makes axios keep every answer until a full garbage collection.
      ...(isLoopback(options.baseUrl) && getProxyForUrl(options.baseUrl) !== '' && { proxy: false }),
    });
    axiosRetry(this.#http);
  }

  /** @throws NoAnswer, when no attempt brought an answer that is final, or the signal aborted. */
  async send({ path, query, body, bearer, ...attempt }: UpstreamRequest, call: Call): Promise<Answer> {
    const { clock, retryWaitMs, traceparent } = this.#options;
    const { signal, deadline, maxAttempts, onRetry } = call;
    let waitMs: number | undefined;
    try {
      const response = await this.#http.request<string>({
        ...(body === undefined ? { method: 'GET' } : { method: 'POST', data: body }),
        url: path,
        params: query,
        headers: { authorization: `Bearer ${bearer}`, ...traced(traceparent?.()) },
        signal,
        adapter: (config) => this.#attempt(attempt, config, call),
        'axios-retry': {
          retries: maxAttempts - call.attempts - 1,
          retryCondition: (error) => {
            waitMs = signal.aborted ? undefined : retryWaitMs(outcomeOf(error, signal), call.attempts);
            return waitMs !== undefined && clock.now() + waitMs < deadline;
          },
          // axios-retry cannot sleep on an injected clock: it is told to wait 0, and onRetry does the waiting.
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
    { operation, admit }: Pick<UpstreamRequest, 'operation' | 'admit'>,
    config: InternalAxiosRequestConfig,
    call: Call,
  ): Promise<AxiosResponse> {
    const { attemptTimeoutMs, clock } = this.#options;
    const { signal, deadline } = call;
    call.attempts += 1;
    const ended = admit && (await withDeadline(signal, deadline - clock.now(), admit));
    const startedAt = clock.now();
    const sending = withDeadline(signal, Math.min(attemptTimeoutMs, deadline - startedAt), (bounded) => {
      config.signal = bounded;
      return sendOverHttp(config);
    });
    const outcome = await sending.then(answerOf, (error: unknown) => outcomeOf(error, signal));
    ended?.(outcome);
    // axios-retry sends this very config again, and the deadline of one attempt is not that of the next.
    config.signal = signal;
    this.#report(operation, call.attempts, clock.now() - startedAt, outcome);
    return await sending;
  }

  #report(operation: string, attempt: number, durationMs: number, outcome: Outcome): void {
    const { upstream, correlationHeader, remainingHeader, observe } = this.#options;
    const answer = outcome instanceof NoAnswer ? undefined : outcome;
    const remaining = Number(answer?.header(remainingHeader) ?? NaN);
    observe?.({
      upstream,
      operation,
      attempt,
      status: answer?.status,
      failure: outcome instanceof NoAnswer ? outcome.code : undefined,
      durationMs,
      correlationId: saneCorrelationId(correlationHeader && answer?.header(correlationHeader)),
      quotaRemaining: Number.isNaN(remaining) ? undefined : remaining,
    });
  }
}

const traced = (traceparent: string | undefined): object => (traceparent === undefined ? {} : { traceparent });

const isLoopback = (baseUrl: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(new URL(baseUrl).hostname);
