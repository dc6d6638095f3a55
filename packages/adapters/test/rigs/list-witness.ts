import type { HubSpotPage, Sandbox } from '@contacts-gateway/adapters/sandbox';
import assert from 'node:assert/strict';

type HubSpot = Sandbox['hubSpot'];

/** More than are read before it is seen whether a list is as documented. */
const LONG_PAGES = 15;

/** Sees how a list is read: from several places at once by cursors that it did not issue. */
export class ListWitness {
  /** Why a walk said that it would read one page after the other. */
  readonly reasons: string[] = [];
  readonly #hubSpot: HubSpot;
  readonly #issued = new Set<string>();
  #pages = 0;
  #madeUp = 0;

  constructor(hubSpot: HubSpot) {
    this.#hubSpot = hubSpot;
    const answer = hubSpot.answer.bind(hubSpot);
    hubSpot.answer = (request) => {
      const due = answer(request);
      if (hubSpot.operationOf(request) === 'list') this.#see(request.query.get('after'), due.body);
      return due;
    };
  }

  /** Faults may make any walk go on with one page after the other. */
  sees(way: 'side by side' | 'one after the other'): void {
    if (this.#hubSpot.faults.scripted > 0) return;
    const isLong = this.#pages > LONG_PAGES;
    if (way === 'side by side') {
      assert.deepEqual(this.reasons, [], 'a walk goes on with one page after the other');
      assert.ok(!isLong || this.#madeUp > 0, 'a long list is not read from several places at once');
    } else assert.ok(!isLong || this.reasons.length > 0, 'no walk says why it goes on with one page after the other');
  }

  #see(after: string | null, body: unknown): void {
    this.#pages += 1;
    if (after !== null && !this.#issued.has(after)) this.#madeUp += 1;
    const next = (body as Partial<HubSpotPage>).paging?.next.after;
    if (next !== undefined) this.#issued.add(next);
  }
}
