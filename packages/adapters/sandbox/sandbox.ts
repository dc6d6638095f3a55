import { ControlServer } from './control/control-server.js';
import { StandInServer } from './http/stand-in-server.js';
import type { HubSpotSwitches } from './hubspot/switches.js';
import {
  CONNECTION_ID,
  INTEGRATION_ID,
  SECRET_KEY,
  standInUpstreams,
  type UpstreamOptions,
  type Upstreams,
} from './upstreams.js';

type SwitchOptions = Partial<Pick<HubSpotSwitches, 'latencyMs' | 'clockOffsetMs' | 'indexLagMs' | 'sendRetryAfter'>>;

export interface SandboxOptions extends UpstreamOptions, SwitchOptions {
  /** 0, the default, picks a free one. */
  readonly hubSpotPort?: number;
  readonly nangoPort?: number;
  readonly controlPort?: number;
}

type SandboxEnvironment = Readonly<
  Record<
    | 'USE_MOCK_TOKEN'
    | 'NANGO_SECRET_KEY'
    | 'NANGO_BASE_URL'
    | 'NANGO_CONNECTION_ID'
    | 'NANGO_INTEGRATION_ID'
    | 'HUBSPOT_BASE_URL',
    string
  >
>;

/** Real HTTP servers on loopback that stand in for HubSpot and Nango, until they are closed. */
export interface Sandbox extends Upstreams {
  /** What a gateway's environment must hold to use this sandbox, through its stand-in for Nango. */
  readonly environment: SandboxEnvironment;
  /** Where other processes break, edit and inspect this sandbox. */
  readonly controlUrl: string;
  close(): Promise<void>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { hubSpotPort = 0, nangoPort = 0, controlPort = 0 } = options;
  const { secretKey = SECRET_KEY, connectionId = CONNECTION_ID } = options;
  const upstreams = standInUpstreams({ ...options, hubSpotSwitches: switchesIn(options) });
  const servers = [
    new StandInServer(upstreams.hubSpot),
    new StandInServer(upstreams.nango),
    new ControlServer(upstreams),
  ] as const;
  const close = async (): Promise<void> => void (await Promise.all(servers.map((server) => server.close())));
  const [hubSpotUrl, nangoUrl, controlUrl] = await Promise.all([
    servers[0].listen(hubSpotPort),
    servers[1].listen(nangoPort),
    servers[2].listen(controlPort),
  ]).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const environment = {
    USE_MOCK_TOKEN: 'false',
    NANGO_SECRET_KEY: secretKey,
    NANGO_BASE_URL: nangoUrl,
    NANGO_CONNECTION_ID: connectionId,
    NANGO_INTEGRATION_ID: INTEGRATION_ID,
    HUBSPOT_BASE_URL: hubSpotUrl,
  };
  return { ...upstreams, environment, controlUrl, close };
}

function switchesIn(options: SandboxOptions): Partial<HubSpotSwitches> {
  const { latencyMs = 0, clockOffsetMs = 0, indexLagMs = 0, sendRetryAfter = false } = options;
  return { latencyMs, clockOffsetMs, indexLagMs, sendRetryAfter, ...options.hubSpotSwitches };
}
