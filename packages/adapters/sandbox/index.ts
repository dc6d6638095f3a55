export type { Fault, FaultScript } from './faults.js';
export type { HubSpotPage, HubSpotRecord } from './hubspot-stand-in.js';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.js';
