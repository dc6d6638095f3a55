import { type ContactSnapshot, UnknownVersion } from '@contacts-gateway/domain';
import { type Contents, contentsOf, differenceOf } from './contents.js';
import type { Deadlines } from './deadlines.js';
import type { Instance } from './world/instance.js';
import type { Truth } from './world/truth.js';

interface Sight {
  readonly snapshot: ContactSnapshot;
  readonly contents: Contents;
  readonly at: number;
}

/** What is read at one moment may be published later, after retries, and arrive at others later still. */
const ON_ITS_WAY_MS = 300_000;

/** Looks at every copy that is given out, and remembers them all. */
export class Witness {
  /** What must never be, and was. */
  readonly violations = new Set<string>();
  readonly versions = new Map<string, Contents>();
  /** How often changes since a version were asked for, and known. */
  deltas = 0;
  unknownVersions = 0;
  readonly #truth: Truth;
  readonly #deadlines: Deadlines;
  readonly #now: () => number;
  readonly #startedAt: number;
  readonly #known = new WeakMap<ContactSnapshot, Contents>();
  readonly #last = new Map<Instance, Sight>();
  /** The versions that each instance has given out. */
  readonly #given = new Map<Instance, Set<string>>();
  readonly #late = new Set<string>();
  /** From when on everything was read that has come into the copy of an instance since it was last seen. */
  readonly #readSince = new Map<Instance, number>();

  constructor(truth: Truth, deadlines: Deadlines, now: () => number) {
    this.#truth = truth;
    this.#deadlines = deadlines;
    this.#now = now;
    this.#startedAt = now();
  }

  watches(instance: Instance): void {
    instance.onCopy = (origin) => {
      const before = this.#readSince.get(instance) ?? Infinity;
      const since = origin.kind === 'pass' ? this.#now() - origin.durationMs : -Infinity;
      this.#readSince.set(instance, Math.min(before, since));
    };
  }

  sees(instance: Instance, snapshot: ContactSnapshot): void {
    const contents = this.#contents(snapshot);
    const before = this.#last.get(instance);
    if (!before) this.#checkFirst(contents);
    else if (before.contents !== contents) this.#checkNext(instance, before, contents);
    this.#given.set(instance, (this.#given.get(instance) ?? new Set()).add(snapshot.version));
    this.#readSince.delete(instance);
    this.#last.set(instance, { snapshot, contents, at: this.#now() });
  }

  /**
   * Asks for what has changed since a version, and holds it against what both versions are.
   *
   * @param isRemembered - whether an instance has to know every version that it has given out.
   */
  async asks(instance: Instance, since: string, isRemembered: boolean): Promise<void> {
    try {
      const { snapshot, changed, removed } = await instance.directory.changesSince(since, 'cached');
      this.deltas += 1;
      const now = this.#contents(snapshot);
      const made = new Map(this.versions.get(since));
      for (const id of removed) made.delete(id);
      for (const id of changed) made.set(id, now.get(id) ?? 'nothing');
      const wrong = differenceOf(made, now);
      if (wrong.length > 0) this.#violated(`what changed since a version does not lead to this one: ${wrong.join()}`);
      if (new Set([...changed, ...removed]).size < changed.length + removed.length)
        this.#violated('what changed since a version names an id twice');
    } catch (error) {
      if (!(error instanceof UnknownVersion)) return;
      this.unknownVersions += 1;
      const isOwn = this.#given.get(instance)?.has(since) ?? false;
      if (isRemembered && isOwn) this.#violated('an instance does not know a version that it gave out');
    }
  }

  /** Whatever is due has to be as it is. */
  expects(instance: Instance): void {
    const contents = this.#last.get(instance)?.contents;
    for (const id of this.#truth.ids) {
      const { text, change } = this.#truth.now(id);
      if (contents?.get(id) === text || this.#late.has(id) || this.#now() < this.#deadlines.of(id)) continue;
      this.#late.add(id);
      this.#violated(`${id} (${change}) is still ${contents?.get(id)}, not ${text}`);
    }
  }

  /** In the end every former id leads where it should. */
  expectsMerges(instance: Instance): void {
    const snapshot = this.#last.get(instance)?.snapshot;
    for (const id of this.#truth.merged) {
      const [is, ought] = [snapshot?.get(id)?.id, this.#truth.survivorOf(id)];
      if (is !== ought) this.#violated(`${id} leads to ${is}, not to ${ought}`);
    }
  }

  #contents(snapshot: ContactSnapshot): Contents {
    const known = this.#known.get(snapshot);
    if (known) return known;
    const { version } = snapshot;
    const found = contentsOf(snapshot, (id) => this.#violated(`${id} is there twice`));
    const same = this.versions.get(version) ?? found;
    if (differenceOf(same, found).length > 0) this.#violated(`version ${version} is two`);
    this.versions.set(version, same);
    this.#known.set(snapshot, same);
    return same;
  }

  /** Whoever was there when everything began, and has been ever since, is in every copy. */
  #checkFirst(contents: Contents): void {
    for (const id of this.#truth.ids)
      if (!contents.has(id) && this.#truth.hasAlwaysBeen(id)) this.#violated(`${id} is not in the first copy`);
    for (const [id, text] of contents)
      if (!this.#truth.wasSince(id, text, -Infinity, this.#deadlines.allowedMs))
        this.#violated(`${id} has never been ${text}`);
  }

  /** Whatever a pass changes in a copy was so during that pass; what changes with a copy of others was so lately. */
  #checkNext(instance: Instance, before: Sight, contents: Contents): void {
    const readSince = this.#readSince.get(instance) ?? -Infinity;
    const isOwn = readSince > -Infinity;
    const since = isOwn ? readSince : before.at - ON_ITS_WAY_MS;
    const allowedMs = isOwn ? () => 0 : this.#deadlines.allowedMs;
    for (const id of differenceOf(before.contents, contents)) {
      const [was, is] = [before.contents.get(id), contents.get(id)];
      if (this.#truth.wasSince(id, is, since, allowedMs)) continue;
      // Where others could not read it, and had no copy before, they have no contact.
      if (!isOwn && this.#truth.hasBeenUnreadable(id)) continue;
      if (is === undefined) this.#violated(`${id} is lost`);
      else if (was === undefined) this.#violated(`${id} is revived as ${is}`);
      else this.#violated(`${id} goes back from ${was} to ${is}`);
    }
  }

  #violated(what: string): void {
    const seconds = (this.#now() - this.#startedAt) / 1000;
    this.violations.add(`after ${seconds.toFixed(1)} s: ${what}`);
  }
}
