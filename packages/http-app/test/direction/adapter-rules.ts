import { everyForm, adapters, fromDomain, ownFile, sandbox, toDomain, type Rule } from './rule.js';

/** In the folders of HubSpot's adapter. */
const refusedWithinHubSpot = [
  ...everyForm('../../redis/index.js'),
  "import '../../nango/index.js';",
  "import '../../index.js';",
  "import './../../nango/index.js';",
  "import '../walk/../../nango/index.js';",
  "import '../../http/../nango/index.js';",
  "import '../../../sandbox/index.js';",
  "import '@contacts-gateway/adapters/nango';",
  "import 'axios';",
  "import 'inversify';",
  "import 'node:fs';",
];

const allowedWithinHubSpot = [
  ownFile,
  fromDomain,
  "export * from '../own.js';",
  "export * from '../../http/clock.js';",
  "export { z } from 'zod';",
];

/** Each adapter has the libraries of its folder, and no other adapter. */
export const adapterRules: readonly Rule[] = [
  {
    rule: 'an adapter for HTTP knows the domain, zod and the HTTP client',
    message:
      'An adapter for HTTP knows the domain, zod and the HTTP client in http/; adapters are strangers to each other.',
    refused: {
      [`${adapters}/hubspot`]: [
        ...everyForm('../redis/index.js'),
        "import '../nango/index.js';",
        "import '../memory/index.js';",
        "import '../mock/index.js';",
        "import './../nango/index.js';",
        "import '../http/../nango/index.js';",
        "import './changes/../../nango/index.js';",
        "import './changes/deep/own.js';",
        "import './walk/../../nango/index.js';",
        "import './walk/deep/own.js';",
        "import './quota/../../nango/index.js';",
        "import './quota/deep/own.js';",
        "import '../new/index.js';",
        "import '@contacts-gateway/adapters/nango';",
        "import '@contacts-gateway/adapters/redis';",
        "import '@contacts-gateway/adapters/sandbox';",
        "import '../../sandbox/index.js';",
        "import '../../../domain/dist/index.js';",
        "import 'axios';",
        "import 'axios-retry';",
        "import 'ioredis';",
        "import 'lru-cache';",
        "import 'inversify';",
        "import 'zod/v4/core';",
        "import 'node:fs';",
      ],
      [`${adapters}/hubspot/changes`]: refusedWithinHubSpot,
      [`${adapters}/hubspot/walk`]: refusedWithinHubSpot,
      [`${adapters}/hubspot/quota`]: refusedWithinHubSpot,
      [`${adapters}/nango`]: ["import '../hubspot/index.js';", "import 'axios';", "import 'ioredis';"],
    },
    allowed: {
      [`${adapters}/hubspot`]: [
        ownFile,
        fromDomain,
        "export * from './changes/own.js';",
        "export * from './walk/own.js';",
        "export * from './quota/own.js';",
        "export * from '../http/clock.js';",
        "export { z } from 'zod';",
      ],
      [`${adapters}/hubspot/changes`]: allowedWithinHubSpot,
      [`${adapters}/hubspot/walk`]: allowedWithinHubSpot,
      [`${adapters}/hubspot/quota`]: allowedWithinHubSpot,
      [`${adapters}/nango`]: [ownFile, fromDomain, "export * from '../http/clock.js';", "export { z } from 'zod';"],
    },
  },
  {
    rule: 'an adapter is granted nothing that its folder was not',
    message:
      'Adapters are strangers to each other: one knows its own files, the domain, and what is granted to its folder.',
    refused: {
      [`${adapters}/mock`]: ["import 'zod';", "import '../http/clock.js';", "import '../nango/index.js';"],
      [`${adapters}/new`]: ["import '../hubspot/index.js';", "import 'axios';", "import 'node:fs';"],
    },
    allowed: { [`${adapters}/mock`]: [ownFile, fromDomain], [`${adapters}/new`]: [ownFile, fromDomain] },
  },
  {
    rule: 'nothing gathers the adapters',
    message: 'Each adapter is a folder with an export of its own; nothing gathers them.',
    refused: { [adapters]: ["export * from './hubspot/index.js';", toDomain] },
    allowed: { [`${adapters}/hubspot`]: ["export * from './hubspot-contacts.js';"] },
  },
  {
    rule: 'the memory cache knows the domain and lru-cache',
    message: 'The memory cache knows the domain and lru-cache.',
    refused: {
      [`${adapters}/memory`]: [
        "import 'ioredis';",
        "import 'zod';",
        "import 'axios';",
        "import '../redis/index.js';",
        "import '../http/clock.js';",
        "import '@contacts-gateway/adapters/redis';",
        "import 'node:fs';",
      ],
    },
    allowed: { [`${adapters}/memory`]: [ownFile, fromDomain, "export { LRUCache } from 'lru-cache';"] },
  },
  {
    rule: 'the Redis cache knows the domain and ioredis',
    message: 'The Redis cache knows the domain and ioredis.',
    refused: {
      [`${adapters}/redis`]: [
        "import 'lru-cache';",
        "import 'zod';",
        "import 'axios';",
        "import '../memory/index.js';",
        "import '../http/clock.js';",
        "import '@contacts-gateway/adapters/memory';",
        "import 'node:fs';",
      ],
    },
    allowed: { [`${adapters}/redis`]: [ownFile, fromDomain, "export { Redis } from 'ioredis';"] },
  },
  {
    rule: 'what Node lends to the domain needs nothing but Node',
    message: 'What Node lends to the domain needs nothing but Node.',
    refused: {
      [`${adapters}/node`]: [
        "import 'axios';",
        "import 'lru-cache';",
        "import '../http/clock.js';",
        "import '../memory/index.js';",
        "import '@contacts-gateway/adapters/memory';",
        "import 'node:fs';",
      ],
    },
    allowed: {
      [`${adapters}/node`]: [
        ownFile,
        fromDomain,
        "export { createHash } from 'node:crypto';",
        "export { setTimeout } from 'node:timers/promises';",
      ],
    },
  },
  {
    rule: 'the HTTP client knows axios and no adapter',
    message: 'The HTTP client knows axios and no adapter.',
    refused: {
      [`${adapters}/http`]: [
        toDomain,
        "import '../hubspot/index.js';",
        "import '../../dist/hubspot/index.js';",
        "import '@contacts-gateway/adapters/nango';",
        "import 'zod';",
        "import 'node:http';",
      ],
    },
    allowed: {
      [`${adapters}/http`]: [
        ownFile,
        "export { AxiosError } from 'axios';",
        "export { default } from 'axios-retry';",
        "export { getProxyForUrl } from 'proxy-from-env';",
        "export { setTimeout } from 'node:timers/promises';",
      ],
    },
  },
  {
    rule: 'the sandbox shares no code with the adapters',
    message: "The sandbox is written from the upstreams' documentation and shares no code with the adapters it tests.",
    refused: {
      [sandbox]: [
        ...everyForm('../src/hubspot/index.js'),
        toDomain,
        "import '../dist/hubspot/index.js';",
        "import './../index.js';",
        "import './../src/hubspot/index.js';",
        "import './crm/../../src/hubspot/index.js';",
        "import '@contacts-gateway/adapters/hubspot';",
        "import 'zod';",
      ],
      [`${sandbox}/crm`]: [
        toDomain,
        "import '../../index.js';",
        "import '../../src/hubspot/index.js';",
        "import '../../dist/hubspot/index.js';",
        "import './../../src/hubspot/index.js';",
        "import '../crm/../../src/hubspot/index.js';",
        "import '../../../domain/dist/index.js';",
        "import '@contacts-gateway/adapters/hubspot';",
        "import 'zod';",
      ],
      [`${sandbox}/crm/search`]: [
        "import '../../../src/hubspot/index.js';",
        "import './../../../src/hubspot/index.js';",
        "import '../search/../../../src/hubspot/index.js';",
        "import 'zod';",
      ],
    },
    allowed: {
      [`${sandbox}/crm/search`]: [
        ownFile,
        "export * from '../own.js';",
        "export * from '../../chance.js';",
        "export * from '../../nango/own.js';",
      ],
      [sandbox]: [
        ownFile,
        "export * from './crm/own.js';",
        "export { createServer } from 'node:http';",
        "export { setTimeout } from 'node:timers/promises';",
      ],
      [`${sandbox}/crm`]: [
        ownFile,
        "export * from '../chance.js';",
        "export * from '../nango/own.js';",
        "export { createServer } from 'node:http';",
        "export { setTimeout } from 'node:timers/promises';",
      ],
    },
  },
];
