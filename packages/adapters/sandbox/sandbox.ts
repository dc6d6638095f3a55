import { SandboxTokens } from './access-tokens.js';
import { HubSpotStandIn } from './hubspot-stand-in.js';
import { NangoStandIn } from './nango-stand-in.js';

export interface SandboxOptions {
  readonly contacts?: number;
  /** The same seed gives the same contacts. */
  readonly seed?: number;
  /** Added to each of HubSpot's answers. */
  readonly latencyMs?: number;
  readonly requestsPer10s?: number;
  readonly sendRetryAfter?: boolean;
  readonly tokenLifeMs?: number;
  /** 0, the default, picks a free one. */
  readonly hubSpotPort?: number;
  readonly nangoPort?: number;
}

/** Real HTTP servers on loopback that stand in for HubSpot and Nango, until they are closed. */
export interface Sandbox {
  readonly hubSpot: HubSpotStandIn;
  readonly nango: NangoStandIn;
  readonly tokens: SandboxTokens;
  /** What a gateway's environment must hold to use this sandbox, through its stand-in for Nango. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Recognisable as no secret, in the form of Nango's. */
const SECRET_KEY = '5a9db0c5-5a9d-4b0c-8a9d-b0c55a9db0c5';
const CONNECTION_ID = 'sandbox-connection';
const INTEGRATION_ID = 'hubspot';

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { contacts = 1000, seed = 1, latencyMs = 0, requestsPer10s = 110, sendRetryAfter = false } = options;
  const { tokenLifeMs = 1_800_000, hubSpotPort = 0, nangoPort = 0 } = options;
  const tokens = new SandboxTokens(tokenLifeMs);
  const hubSpot = new HubSpotStandIn(tokens, { contacts, seed, latencyMs, requestsPer10s, sendRetryAfter });
  const nango = new NangoStandIn(tokens, {
    secretKey: SECRET_KEY,
    connectionId: CONNECTION_ID,
    integrationId: INTEGRATION_ID,
  });
  const close = async (): Promise<void> => void (await Promise.all([hubSpot.close(), nango.close()]));
  const [nangoUrl, hubSpotUrl] = await Promise.all([nango.listen(nangoPort), hubSpot.listen(hubSpotPort)]).catch(
    async (error: unknown) => {
      await close();
      throw error;
    },
  );
  const environment = {
    USE_MOCK_TOKEN: 'false',
    NANGO_SECRET_KEY: SECRET_KEY,
    NANGO_BASE_URL: nangoUrl,
    NANGO_CONNECTION_ID: CONNECTION_ID,
    NANGO_INTEGRATION_ID: INTEGRATION_ID,
    HUBSPOT_BASE_URL: hubSpotUrl,
  };
  return { hubSpot, nango, tokens, environment, close };
}
