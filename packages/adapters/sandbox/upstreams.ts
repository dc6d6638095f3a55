import { SandboxTokens } from './hubspot/access-tokens.js';
import { HubSpotStandIn } from './hubspot/hubspot-stand-in.js';
import type { HubSpotSwitches } from './hubspot/switches.js';
import { NangoStandIn } from './nango/nango-stand-in.js';
import type { NangoSwitches } from './nango/switches.js';

export interface UpstreamOptions {
  readonly contacts?: number;
  /** The same seed gives the same contacts. */
  readonly seed?: number;
  /** HubSpot's quota per rolling 10 s, searches aside; 0 for none. */
  readonly requestsPer10s?: number;
  /** HubSpot's quota for searches; 0 for none. */
  readonly searchesPerSecond?: number;
  readonly tokenLifeMs?: number;
  /** Of the one connection that Nango knows. */
  readonly connectionId?: string;
  /** The one that Nango accepts: a UUID of version 4. */
  readonly secretKey?: string;
  /** Our clock, in Unix milliseconds: nothing in here asks another one. */
  readonly now?: () => number;
  readonly hubSpotSwitches?: Partial<HubSpotSwitches>;
  readonly nangoSwitches?: Partial<NangoSwitches>;
}

/** The stand-ins without servers: `answer` answers in the same process, at once and without timers. */
export interface Upstreams {
  readonly hubSpot: HubSpotStandIn;
  readonly nango: NangoStandIn;
  readonly tokens: SandboxTokens;
}

/** Recognisable as no secret, in the form of Nango's. */
export const SECRET_KEY = '5a9db0c5-5a9d-4b0c-8a9d-b0c55a9db0c5';
export const CONNECTION_ID = 'sandbox-connection';
export const INTEGRATION_ID = 'hubspot';

export function standInUpstreams(options: UpstreamOptions = {}): Upstreams {
  const { contacts = 1000, seed = 1, requestsPer10s = 110, searchesPerSecond = 5 } = options;
  const { tokenLifeMs = 1_800_000, now = Date.now } = options;
  const { connectionId = CONNECTION_ID, secretKey = SECRET_KEY } = options;
  const tokens = new SandboxTokens(tokenLifeMs, now);
  const quotas = { requestsPer10s, searchesPerSecond };
  const switches = options.hubSpotSwitches ?? {};
  return {
    tokens,
    hubSpot: new HubSpotStandIn(tokens, { contacts, seed, ...quotas, switches, now }),
    nango: new NangoStandIn(tokens, {
      secretKey,
      connectionId,
      integrationId: INTEGRATION_ID,
      switches: options.nangoSwitches ?? {},
      now,
    }),
  };
}
