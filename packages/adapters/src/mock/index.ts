export { MockTokens } from './mock-tokens.js';
