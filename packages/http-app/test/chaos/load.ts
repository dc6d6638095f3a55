import fc from 'fast-check';
import { share } from './evenly.js';
import type { Answer, Question } from './exchange.js';
import { API_KEY } from './stage.js';
import { isToStay } from './truth.js';

/** What a caller remembers of earlier answers. */
interface Memory {
  readonly version: string;
  readonly tags: ReadonlyMap<string, string>;
  readonly ids: readonly string[];
  readonly email: string;
}

type Kind = 'list' | 'unless changed' | 'page' | 'changes' | 'contact' | 'search' | 'confirmed' | 'other';

const accepted = fc.record({
  Accept: fc.constantFrom('application/json', 'application/json', 'application/x-ndjson'),
  'Accept-Encoding': fc.constantFrom('identity', 'gzip'),
});
const weighted = (kind: Kind, weight: number) => ({ arbitrary: fc.constant(kind), weight });
const draft = fc.record({
  kind: fc.oneof(
    weighted('list', 14),
    weighted('unless changed', 32),
    weighted('page', 16),
    weighted('changes', 14),
    weighted('contact', 18),
    weighted('search', 2),
    weighted('confirmed', 3),
    weighted('other', 3),
  ),
  accepted,
  which: share,
});
const DRAFTS = 20_000;
/** Contacts that may have been deleted meanwhile are asked for rarely. */
const MORTAL = 0.01;
const OTHERS = ['/health', '/openapi.json', '/metrics', '/contacts?issue=suspect'];

/** What callers ask, the same for the same seed and the same answers. */
export class Load {
  #asked = 0;
  #memory: Memory | undefined;
  /** The latest of each instance: a caller stays with one as long as it is there, and then goes on with another. */
  readonly #versions = new Map<string, string>();
  #page = '/contacts?limit=200';
  /** Instances that did not know a version: who follows changes reads all contacts again. */
  readonly #startAgain = new Set<string>();
  readonly #drafts: readonly (typeof draft extends fc.Arbitrary<infer Draft> ? Draft : never)[];

  constructor(seed: number) {
    this.#drafts = fc.sample(draft, { seed, numRuns: DRAFTS });
  }

  /** @param instance - who will be asked. */
  next(instance: string): Question {
    const { kind, accepted: accept, which } = this.#drafts[this.#asked % DRAFTS]!;
    this.#asked += 1;
    const headers: Record<string, string> = { ...accept, 'X-API-Key': API_KEY };
    const get = (target: string, more: Record<string, string> = {}): Question => ({
      method: 'GET',
      target,
      headers: { ...headers, ...more },
    });
    const memory = this.#memory;
    if (!memory || this.#startAgain.delete(instance))
      return get('/contacts', { Accept: 'application/json', 'Accept-Encoding': 'identity' });
    switch (kind) {
      case 'list':
        return which < 0.05 ? { ...get('/contacts'), method: 'HEAD' } : get('/contacts');
      case 'unless changed': {
        const tag = memory.tags.get(representation(headers));
        return get('/contacts', tag === undefined ? {} : { 'If-None-Match': tag });
      }
      case 'page':
        return get(this.#page);
      case 'changes':
        return get(`/contacts/changes?since=${this.#versions.get(instance) ?? memory.version}`);
      case 'contact':
        return get(`/contacts/${one(which < MORTAL ? memory.ids : memory.ids.filter(isToStay), which)}`);
      case 'search':
        return get(`/contacts?email=${encodeURIComponent(memory.email)}`);
      case 'confirmed':
        return get('/contacts?limit=1', { 'Cache-Control': which < 0.5 ? 'no-cache' : 'only-if-cached' });
      case 'other':
        return get(one(OTHERS, which));
    }
  }

  /** An answer in which nothing was wrong. */
  took({ question: { method, target, headers: asked }, status, headers, body }: Answer, instance: string): void {
    if (target === this.#page) {
      const next = /<(.+)>/.exec(headers.get('link') ?? '')?.[1];
      this.#page = next === undefined ? '/contacts?limit=200' : `/${next}`;
    }
    if (status === 410) this.#startAgain.add(instance);
    if (target !== '/contacts' || status !== 200 || method === 'HEAD') return;
    const version = headers.get('x-contacts-version')!;
    this.#versions.set(instance, version);
    const tags = new Map(this.#memory?.tags).set(representation(asked), headers.get('etag')!);
    if (representation(asked) !== PLAIN) return void (this.#memory &&= { ...this.#memory, tags });
    const contacts = JSON.parse(body.toString()) as { id: string; email: string }[];
    const { email } = contacts.findLast((contact) => contact.email !== '')!;
    this.#memory = { version, tags, ids: contacts.map(({ id }) => id), email };
  }
}

const one = (choices: readonly string[], which: number): string => choices[Math.floor(which * choices.length)]!;

const representation = (headers: Readonly<Record<string, string>>): string =>
  `${headers['Accept']} ${headers['Accept-Encoding']}`;
const PLAIN = representation({ Accept: 'application/json', 'Accept-Encoding': 'identity' });
