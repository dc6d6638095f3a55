import type { Answer } from './exchange.js';

const SHOWN = 10;

/** What was counted, and the first of what was wrong. */
export class Tally {
  readonly statuses: Record<string, number> = {};
  readonly faults: Record<string, number> = {};
  readonly violations: string[] = [];
  violationCount = 0;
  /** Nobody answered, because the instance was killed. */
  unanswered = 0;
  /** In milliseconds, of answers that nobody had asked to wait for. */
  readonly latencies: number[] = [];
  readonly #startedAt = performance.now();

  get seconds(): number {
    return (performance.now() - this.#startedAt) / 1000;
  }

  /** @param request - without what could be personal. */
  violated(request: string, what: string): void {
    this.violationCount += 1;
    if (this.violations.length < SHOWN) this.violations.push(`${this.seconds.toFixed(1)} s, ${request}: ${what}`);
  }

  injected(fault: string): void {
    this.faults[fault] = (this.faults[fault] ?? 0) + 1;
  }

  answered({ status, question, askedAt, endedAt }: Answer): void {
    this.statuses[status] = (this.statuses[status] ?? 0) + 1;
    if (question.headers['Cache-Control'] !== 'no-cache') this.latencies.push(endedAt - askedAt);
  }

  get answers(): number {
    return Object.values(this.statuses).reduce((sum, count) => sum + count, 0);
  }

  /** Neither 200 nor 304. */
  get others(): number {
    return this.answers - (this.statuses['200'] ?? 0) - (this.statuses['304'] ?? 0);
  }

  /** In milliseconds; of 1, how many were not slower. */
  latency(share: number): number {
    const sorted = this.latencies.toSorted((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  }
}
