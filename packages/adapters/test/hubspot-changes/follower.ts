import { HubSpotContacts, type HubSpotOptions } from '@contacts-gateway/adapters/hubspot';
import { type Sandbox, startSandbox, type SandboxOptions } from '@contacts-gateway/adapters/sandbox';
import { AccessToken, type ContactState, type SourceChanges, toContact } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { FakeClock } from '../fake-clock.js';

const LONG_MS = 1e12;

/** What one pass has cost. */
export interface Pass {
  readonly named: readonly string[];
  readonly perhapsGone: readonly string[];
  /** Of every kind, for names and for reading them. */
  readonly requests: number;
}

/** Keeps a plain copy of a sandbox's account, on a clock of its own, by a walk and then by what its source names. */
export class Follower {
  readonly clock: FakeClock;
  readonly sandbox: Sandbox;
  readonly source: HubSpotContacts;
  /** Names by id. */
  readonly copy = new Map<string, string>();
  checkpoint = '';

  private constructor(clock: FakeClock, sandbox: Sandbox, options: HubSpotOptions) {
    this.clock = clock;
    this.sandbox = sandbox;
    this.source = this.another(options);
  }

  static async start({ hubSpot = {}, ...options }: SandboxOptions & { readonly hubSpot?: HubSpotOptions } = {}) {
    const clock = new FakeClock();
    const sandbox = await startSandbox({ requestsPer10s: 0, tokenLifeMs: LONG_MS, now: clock.now, ...options });
    return new Follower(clock, sandbox, hubSpot);
  }

  /** A source as another process has it. */
  another(options: HubSpotOptions = {}): HubSpotContacts {
    const token = new AccessToken(this.sandbox.tokens.issue().token);
    return new HubSpotContacts(
      { accessToken: () => Promise.resolve(token) },
      { baseUrl: this.sandbox.environment.HUBSPOT_BASE_URL, requestsPer10s: 0, clock: this.clock, ...options },
    );
  }

  async walk(): Promise<void> {
    const walk = this.source.walk();
    this.copy.clear();
    for await (const { records } of walk) for (const { contact } of records) this.copy.set(contact.id, contact.name);
    this.checkpoint = walk.checkpoint!;
  }

  /** Takes the account as walked without walking it: its copy holds nothing. */
  beginHere(): void {
    const moment = new Date(this.sandbox.hubSpot.now() - 120_000).toISOString();
    this.checkpoint = [moment, moment, moment].join('/');
  }

  async changes(size = Infinity): Promise<SourceChanges> {
    const changes = await this.source.changesSince(this.checkpoint, size);
    expect(changes.kind === 'changes' || changes.reason).to.equal(true);
    return changes as SourceChanges;
  }

  /** @param minutes - how long after the one before, or after the walk. */
  async pass(minutes = 1): Promise<Pass> {
    this.clock.time += minutes * 60_000;
    const before = this.sandbox.hubSpot.requests;
    const { changed, perhapsGone, checkpoint } = await this.changes();
    const states = await this.source.read([...new Set([...changed, ...perhapsGone.filter((id) => this.copy.has(id))])]);
    for (const [id, state] of states) this.#apply(id, state);
    expect(checkpoint > this.checkpoint, 'a later checkpoint').to.equal(true);
    this.checkpoint = checkpoint;
    return { named: changed, perhapsGone, requests: this.sandbox.hubSpot.requests - before };
  }

  /** Of the copy. */
  get ids(): readonly string[] {
    return [...this.copy.keys()];
  }

  /** The ids in which the copy is not the account. */
  wrong(): string[] {
    const truth = new Map(
      [...this.sandbox.hubSpot.account.contacts()].map(({ id, properties: { firstname, lastname } }) => {
        const fields = { id, firstName: firstname ?? '', lastName: lastname ?? '', email: '', source: 'hubspot' };
        return [id, toContact(fields).name];
      }),
    );
    const ids = new Set([...truth.keys(), ...this.copy.keys()]);
    return [...ids].filter((id) => truth.get(id) !== this.copy.get(id));
  }

  async close(): Promise<void> {
    this.source.close();
    await this.sandbox.close();
  }

  #apply(id: string, state: ContactState): void {
    if (state.kind === 'gone' || state.kind === 'merged') this.copy.delete(id);
    if (state.kind !== 'contact' && state.kind !== 'merged') return;
    for (const former of state.formerIds) this.copy.delete(former);
    this.copy.set(state.contact.id, state.contact.name);
  }
}
