import { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import { nodePlatform } from '@contacts-gateway/adapters/node';
import {
  AccessToken,
  type CachePort,
  ContactDirectory,
  type ContactSourcePort,
  type TokenPort,
} from '@contacts-gateway/domain';
import type { Settings } from '../history/history.js';
import type { Crm } from './crm.js';
import type { SimulatedProcess } from './simulated-process.js';

/** What a simulation does to a source, to see that it is noticed. */
export type Sabotage = (source: ContactSourcePort) => ContactSourcePort;

/** Where a copy comes from: a pass of so many milliseconds, or another instance. */
export type Origin = { readonly kind: 'pass'; readonly durationMs: number } | { readonly kind: 'received' };

/** One process of the service: adapter and directory as they are composed, on a clock of its own. */
export class Instance {
  readonly process: SimulatedProcess;
  readonly directory: ContactDirectory;
  /** Told of each copy that comes. */
  onCopy: (origin: Origin) => void = () => undefined;
  readonly #source: HubSpotContacts;

  constructor(
    process: SimulatedProcess,
    crm: Crm,
    cache: CachePort,
    { ttlMs, reconcileMs, settleMs, deletionsEveryMs }: Settings,
    sabotage: Sabotage,
  ) {
    this.process = process;
    this.#source = new HubSpotContacts(tokensOf(crm), {
      baseUrl: 'http://127.0.0.1',
      settleMs,
      deletionsEveryMs,
      clock: process,
    });
    const limits = { ttlMs, reconcileMs, staleMs: 600_000, staleIfErrorMs: 86_400_000 };
    this.directory = new ContactDirectory(sabotage(this.#source), cache, limits, {
      ...nodePlatform(0),
      now: process.now,
      waitLimit: () => process.pause(30_000),
      pause: process.pause,
      observe: (event) => {
        if (event.kind === 'pass-completed') this.onCopy({ kind: 'pass', durationMs: event.durationMs });
        if (event.kind === 'copy-received') this.onCopy({ kind: 'received' });
      },
      randomId: () => `id ${process.random()}`,
    });
  }

  close(): void {
    void this.directory.close();
    this.#source.close();
  }
}

const tokensOf = ({ tokens }: Crm): TokenPort => {
  const next = (): AccessToken => new AccessToken(tokens.issue().token);
  let token = next();
  return { accessToken: async (refused) => (refused ? (token = next()) : token) };
};
