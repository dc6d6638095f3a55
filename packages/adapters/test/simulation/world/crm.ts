import { standInUpstreams, type Upstreams } from '@contacts-gateway/adapters/sandbox';
import { toContact } from '@contacts-gateway/domain';
import { contactText } from '../contents.js';
import type { Edit, History } from '../history/history.js';
import { type Change, Truth } from './truth.js';
import type { VirtualTime } from './virtual-time.js';

/** Within the margin by which a pass looks back. */
const MOST_SET_BACK_MS = 110_000;

/** The account at HubSpot, and what people do to it. */
export class Crm {
  readonly hubSpot: Upstreams['hubSpot'];
  readonly tokens: Upstreams['tokens'];
  readonly truth = new Truth();
  readonly #time: VirtualTime;
  readonly #live: string[] = [];
  readonly #archived: string[] = [];
  #edits = 0;
  #longestLagMs = 0;
  #setAheadMs = 0;
  #setBackMs = 0;

  constructor({ contacts, chance, hubSpot }: History, time: VirtualTime) {
    this.#time = time;
    const upstreams = standInUpstreams({
      contacts,
      seed: chance,
      tokenLifeMs: Infinity,
      now: () => time.now,
      hubSpotSwitches: hubSpot,
    });
    this.hubSpot = upstreams.hubSpot;
    this.tokens = upstreams.tokens;
    for (const { id } of this.hubSpot.account.contacts()) this.#created(id, -Infinity);
  }

  /** How late search is. */
  get lagMs(): number {
    return this.hubSpot.switches.indexLagMs;
  }

  /** How late it has ever been, by HubSpot's clock: where that jumps ahead, what search does not know yet is older at once. */
  get longestLagMs(): number {
    return this.#longestLagMs + this.#setAheadMs;
  }

  lag(ms: number): void {
    this.hubSpot.switches.indexLagMs = ms;
    this.#longestLagMs = Math.max(this.#longestLagMs, ms);
  }

  /** By how much its clock was set back in all. */
  get setBackMs(): number {
    return this.#setBackMs;
  }

  /** It is set back by less than passes look back: else what is then modified may have a date for which nobody looks any more. */
  setClock(byMs: number): void {
    const ms = Math.max(byMs, this.#setBackMs - MOST_SET_BACK_MS);
    this.hubSpot.switches.clockOffsetMs += ms;
    this.#setBackMs += Math.max(0, -ms);
    this.#setAheadMs += Math.max(0, ms);
  }

  anyLiving(): string | undefined {
    return this.#live[this.#edits % this.#live.length];
  }

  /** Does what can be done: nothing, where there is no contact to do it to. */
  apply(edit: Edit): void {
    const { edits } = this.hubSpot;
    const properties = { firstname: 'Edition', lastname: String((this.#edits += 1)) };
    switch (edit.kind) {
      case 'create':
        for (let count = edit.count; count > 0; count -= 1) this.#created(edits.create(properties), this.#time.now);
        return;
      case 'edit':
        for (const id of picked(this.#live, edit.pick)) {
          edits.edit(id, properties);
          this.#became(id, 'dated');
        }
        return;
      case 'edit of many at once': {
        const some = this.#live.slice(0, Math.ceil((this.#live.length * edit.percent) / 100));
        edits.bulkEdit(some, properties);
        for (const id of some) this.#became(id, 'dated');
        return;
      }
      case 'archive':
        for (const id of picked(this.#live, edit.pick)) {
          edits.archive(id);
          move(id, this.#live, this.#archived);
          this.#became(id, 'archived');
        }
        return;
      case 'restore':
        for (const id of picked(this.#archived, edit.pick)) {
          edits.restore(id, { keepDate: edit.keepDate });
          move(id, this.#archived, this.#live);
          this.#became(id, edit.keepDate ? 'undated' : 'dated');
        }
        return;
      case 'merge':
        return this.#merge(edit);
      case 'privacy deletion':
        for (const id of picked([...this.#live, ...this.#archived], edit.pick)) {
          const from = this.truth.now(id).text === undefined ? this.#archived : this.#live;
          edits.privacyDelete(id);
          move(id, from);
          this.#became(id, 'undated');
        }
    }
  }

  #merge({ pick, other, newId }: Edit & { readonly kind: 'merge' }): void {
    const [first] = picked(this.#live, pick);
    const [second] = picked(this.#live, other);
    if (first === undefined || second === undefined || first === second) return;
    const survivor = this.hubSpot.edits.merge(first, second, { newId });
    for (const former of newId ? [first, second] : [second]) {
      move(former, this.#live);
      this.truth.mergedInto(survivor, former);
      this.#became(former, 'dated');
    }
    if (newId) this.#created(survivor, this.#time.now);
    else this.#became(survivor, 'dated');
  }

  #created(id: string, since: number): void {
    this.#live.push(id);
    this.truth.became(id, { since, text: this.#textOf(id), change: 'dated' });
  }

  #became(id: string, change: Change): void {
    this.truth.became(id, { since: this.#time.now, text: this.#textOf(id), change });
  }

  #textOf(id: string): string | undefined {
    const contact = this.hubSpot.account.find(Number(id))!;
    if (contact.version.presence !== 'live') return undefined;
    const property = (name: string): string => contact.property(name) ?? '';
    const [firstName, lastName, email] = [property('firstname'), property('lastname'), property('email')];
    const formerIds = property('hs_merged_object_ids')
      .split(';')
      .filter((former) => former !== '');
    return contactText(toContact({ id, firstName, lastName, email, source: 'hubspot' }), formerIds);
  }
}

const picked = (ids: readonly string[], pick: number): string[] => (ids.length === 0 ? [] : [ids[pick % ids.length]!]);

function move(id: string, from: string[], to: string[] = []): void {
  from.splice(from.indexOf(id), 1);
  to.push(id);
}
