import { adapters, app, domain, ownFile, sandbox, type Rule } from './rule.js';

/** What holds everywhere, so that the other rules see every import. */
export const generalRules: readonly Rule[] = [
  {
    rule: 'nothing is printed past the logger',
    message: 'What is worth saying goes through the logger.',
    refused: {
      [app]: [
        'console.log(1);',
        'globalThis.console.log(1);',
        'const { log } = console; log(1);',
        'const it = console; it.log(1);',
      ],
      [`${adapters}/hubspot`]: ['console.log(1);'],
      [sandbox]: ['console.log(1);'],
      'packages/domain/test': ['console.log(1);'],
    },
    allowed: { [app]: ["process.stdout.write('');"], examples: ['console.log(1);'] },
  },
  {
    rule: 'no imports go in a circle',
    message: 'Dependency cycle detected',
    refused: {
      [`${domain}/one.ts`]: ["import { two } from './two.js'; export const one = () => two;"],
      [`${domain}/two.ts`]: ["import { one } from './one.js'; export const two = () => one;"],
      [`${app}/one.ts`]: ["import type { Two } from './routes/two.js'; export type One = Two | 1;"],
      [`${app}/routes/two.ts`]: ["import type { One } from '../one.js'; export type Two = { one: One };"],
      [`${sandbox}/one.ts`]: ["export * from './two.js';"],
      [`${sandbox}/two.ts`]: ["export * from './one.js';"],
    },
    allowed: {
      [`${domain}/one.ts`]: ["import { two } from './two.js'; export const one = () => two;"],
      [`${domain}/two.ts`]: ['export const two = 2;'],
    },
  },
  {
    rule: 'imports stand where the rules see them',
    message: '`import()` type annotations are forbidden.',
    refused: { [domain]: ["export type X = import('axios').Axios;", "export type X = typeof import('axios');"] },
    allowed: { [app]: ["import type { X } from './own.js'; export type Y = X;"] },
  },
  {
    rule: 'nothing is required',
    message: 'Expected "import" statement instead of "require" call',
    refused: {
      [`${adapters}/hubspot`]: ["export const x = require('../redis/index.js');"],
      [app]: ["export const x = require('inversify');"],
      examples: ["export const x = require('@contacts-gateway/domain');"],
    },
    allowed: { [app]: [ownFile], 'examples/one.cjs': ["module.exports = require('@contacts-gateway/domain');"] },
  },
  {
    rule: 'no file widens what it was compiled with',
    message: 'Do not use a triple slash reference',
    refused: {
      [domain]: [
        '/// <reference types="node" />\nexport {};',
        '/// <reference lib="dom" />\nexport {};',
        '/// <reference path="../../../node_modules/@types/node/index.d.ts" />\nexport {};',
      ],
    },
    allowed: { [domain]: ['// A reference to nothing.\nexport type X = 1;'] },
  },
  {
    rule: 'no file silences the compiler',
    message: 'because it alters compilation errors',
    refused: {
      [domain]: ['// @ts-expect-error The platform lends it.\nsetTimeout(() => 1);', '// @ts-nocheck\nexport {};'],
      [app]: ['// @ts-nocheck\nexport {};'],
    },
    allowed: { 'packages/domain/test': ['// @ts-expect-error A number is no name.\nexport const x: string = 1;'] },
  },
];
