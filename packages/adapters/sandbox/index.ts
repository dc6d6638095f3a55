export type { Fault } from './faults/fault.js';
export type { FaultScript } from './faults/fault-script.js';
export { requestOf, type StandInAnswer, type StandInRequest } from './http/exchange.js';
export type { HubSpotPage } from './hubspot/list.js';
export type { HubSpotRecord } from './hubspot/record.js';
export type { HubSpotSearchPage } from './hubspot/search/search.js';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.js';
export { standInUpstreams, type UpstreamOptions, type Upstreams } from './upstreams.js';
