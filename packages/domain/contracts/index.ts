export { cacheContract, type CacheRig } from './cache-contract.js';
export { contactSourceContract, type Person, type SourceRig } from './contact-source-contract.js';
export {
  type Adapter,
  type Contract,
  type Opened,
  type OptionalPart,
  type Requirement,
  requirementsOf,
  type Section,
  type Stead,
} from './contract.js';
export { honours } from './honours.js';
export type { Runner } from './runner.js';
export { tokenContract, type TokenRig } from './token-contract.js';
