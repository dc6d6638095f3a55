import { readContactList } from '../contact-list.js';
import { contactLists } from '../contact-lists.js';
import type { CallOptions, HubSpotApi } from '../hubspot-api.js';
import { hubSpotDefaults } from '../hubspot-options.js';

/** Of the quota: what sweeps may cost. */
const MOST_OF_QUOTA = 0.05;

/** Looks for removals in HubSpot's archive, which tells no news: it is listed to its end each time. */
export class ArchiveSweeps {
  readonly #api: HubSpotApi;
  readonly #everyMs: number;
  readonly #msPerPage: number;
  #pages = 0;

  /** @param requestsPer10s - the quota; 0 for one that is not known. */
  constructor(api: HubSpotApi, everyMs: number, requestsPer10s: number) {
    this.#api = api;
    this.#everyMs = everyMs;
    this.#msPerPage = 10_000 / (MOST_OF_QUOTA * (requestsPer10s || hubSpotDefaults.requestsPer10s));
  }

  /** Longer than was asked for when the archive was large the last time. */
  get everyMs(): number {
    return Math.max(this.#everyMs, this.#pages * this.#msPerPage);
  }

  /** The ids of what was removed and could be restored, with those that had been merged into it. */
  async sweep(options: CallOptions): Promise<readonly string[]> {
    const found = new Set<string>();
    let pages = 0;
    const ask = async (cursor: string | undefined) =>
      readContactList((await this.#api.list('archived', cursor, options)).json);
    for await (const { ids, page } of contactLists(ask)) {
      pages += 1;
      for (const id of ids) found.add(id);
      for (const { formerIds } of page.records) for (const id of formerIds) found.add(id);
    }
    this.#pages = pages;
    return [...found];
  }
}
