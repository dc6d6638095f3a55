export { nodePlatform } from './node-platform.js';
export { steadyNow } from './steady-now.js';
