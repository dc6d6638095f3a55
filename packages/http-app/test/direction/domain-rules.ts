import { everyForm, contracts, domain, fromDomain, ownFile, type Rule } from './rule.js';

/** The domain is pure, and its contracts run anywhere. */
export const domainRules: readonly Rule[] = [
  {
    rule: 'the domain imports its own files and the syntax of e-mail addresses',
    message: 'The domain imports its own files and the syntax of e-mail addresses, nothing else.',
    refused: {
      [domain]: [
        ...everyForm('axios'),
        "import 'node:fs';",
        "import 'fs';",
        "import 'node:timers/promises';",
        "import 'validator';",
        "import 'validator/lib/isURL.js';",
        "import '@contacts-gateway/adapters/hubspot';",
        "import '@contacts-gateway/http-app';",
        "import '@contacts-gateway/domain/contracts';",
        "import '../contracts/token.js';",
        "import '../../adapters/dist/http/index.js';",
        "import './../../adapters/dist/http/index.js';",
      ],
      [`${domain}/room`]: [
        "import 'axios';",
        "import 'node:fs';",
        "import '../../contracts/token.js';",
        "import '../../../adapters/dist/http/index.js';",
        "import '../room/../../contracts/token.js';",
      ],
    },
    allowed: {
      [domain]: [ownFile, "export * from './room/own.js';"],
      [`${domain}/room`]: [
        ownFile,
        "export * from '../errors.js';",
        "export * from '../contact/contact.js';",
        "export { default } from 'validator/lib/isEmail.js';",
      ],
    },
  },
  {
    rule: 'the domain is lent its clock',
    message: 'The domain is lent its clock.',
    refused: { [domain]: ['export const now = Date.now();', 'export const now = new Date();'] },
    allowed: { [domain]: ['export const at = (now: () => number) => now();', 'export type At = Date;'] },
  },
  {
    rule: 'the domain leaves nothing to chance',
    message: 'The domain leaves nothing to chance.',
    refused: {
      [domain]: [
        'export const x = Math.random();',
        "export const x = Math['random']();",
        'const { random } = Math; export const x = random();',
      ],
    },
    allowed: { [domain]: ['export const x = Math.max(1, 2);'] },
  },
  {
    rule: 'the domain knows no place and no language',
    message: 'The domain knows no place and no language.',
    refused: { [domain]: ['export const x = new Intl.DateTimeFormat().format();'] },
    allowed: { [domain]: ["export const x = 'a'.normalize('NFC');"] },
  },
  {
    rule: 'the domain has nothing ambient',
    message: 'The domain has nothing ambient.',
    refused: {
      [domain]: [
        'export const now = globalThis.Date.now();',
        "export const x = Function('return Date.now()');",
        "export const x = eval('Date.now()');",
      ],
    },
    allowed: { [domain]: ['export const x = (f: () => number) => f();'] },
  },
  {
    rule: 'a contract knows the domain and node:assert',
    message: 'A contract knows the domain and node:assert, so that it runs under any test runner.',
    refused: {
      [contracts]: [
        "import 'chai';",
        "import 'mocha';",
        "import 'node:fs';",
        "import 'node:assert/x';",
        "import '@contacts-gateway/adapters/mock';",
        "import '../src/ports.js';",
        "import '../test/scripted-source.js';",
        "import '../../adapters/dist/mock/index.js';",
      ],
    },
    allowed: {
      [contracts]: [
        ownFile,
        fromDomain,
        "export { equal } from 'node:assert';",
        "export { equal } from 'node:assert/strict';",
      ],
    },
  },
];
