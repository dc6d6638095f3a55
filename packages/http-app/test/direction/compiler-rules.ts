import { adapters, app, domain, fromDomain, type Rule } from './rule.js';

/** What the compiler holds: nothing ambient in the domain, and nothing that a package has not declared. */
export const compilerRules: readonly Rule[] = [
  {
    rule: 'the domain compiles without a platform',
    message: 'Cannot find name',
    refused: {
      [domain]: [
        'AbortController',
        'Buffer',
        'TextEncoder',
        'URL',
        'clearTimeout',
        'console',
        'crypto',
        'fetch',
        'performance',
        'process',
        'queueMicrotask',
        'require',
        'setInterval',
        'setTimeout',
        'structuredClone',
        'window',
      ].map((name) => `export const x = ${name};`),
    },
    allowed: { [domain]: ['export const x = new Map<string, Uint8Array>();'] },
  },
  {
    rule: 'what is not declared does not resolve',
    message: 'Cannot find module',
    refused: {
      [domain]: ['axios', 'zod', 'express', '@contacts-gateway/adapters/hubspot', '@contacts-gateway/http-app'].map(
        (name) => `import '${name}'; export * from '${name}';`,
      ),
      [`${adapters}/hubspot`]: ["export * from 'express';", "export * from 'inversify';", "export * from 'validator';"],
      [app]: [
        "export * from 'axios';",
        "export * from 'lru-cache';",
        "export * from 'validator';",
        "export * from '@contacts-gateway/adapters';",
        "export * from '@contacts-gateway/adapters/dist/hubspot/index.js';",
      ],
    },
    allowed: {
      [domain]: ["export { default } from 'validator/lib/isEmail.js';"],
      [`${adapters}/hubspot`]: [fromDomain, "export { z } from 'zod';"],
      [`${adapters}/http`]: ["export { AxiosError } from 'axios';"],
      [app]: [fromDomain, "export * from '@contacts-gateway/adapters/hubspot';", "export { Router } from 'express';"],
    },
  },
];
