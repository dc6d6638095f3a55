export { cacheContract, type CacheRig } from './cache-contract.js';
export { contactSourceContract, type Person, type SourceRig } from './contact-source-contract.js';
export type { Adapter, Contract, Opened, OptionalPart, Requirement } from './contract.js';
export { honours, type Runner } from './honours.js';
export { tokenContract, type TokenRig } from './token-contract.js';
