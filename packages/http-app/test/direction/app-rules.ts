import { everyForm, adapters, app, fromDomain, ownFile, sandbox, type Rule } from './rule.js';

/** Packages meet at their exports; one folder composes, and two files read the environment. */
export const appRules: readonly Rule[] = [
  {
    rule: 'packages meet at their exports',
    message: 'Packages meet at their exports.',
    refused: {
      [app]: [
        ...everyForm('../../adapters/dist/hubspot/index.js'),
        "import './../../domain/src/index.js';",
        "import '../../../packages/domain/dist/index.js';",
      ],
      [`${app}/routes`]: ["import '../../../domain/dist/index.js';"],
      [`${app}/composition`]: ["import '../../../adapters/dist/hubspot/index.js';"],
      [`${app}/service.ts`]: ["import '../../domain/dist/index.js';"],
      'packages/http-app/test': ["import '../../adapters/dist/hubspot/index.js';"],
      'packages/adapters/test': ["import '../../domain/dist/index.js';"],
      'packages/domain/test': ["import '../../adapters/dist/hubspot/index.js';"],
      examples: ["import '../packages/domain/dist/index.js';"],
    },
    allowed: {
      [`${app}/routes`]: [
        fromDomain,
        "export * from '@contacts-gateway/adapters/hubspot';",
        "export * from '../own.js';",
      ],
      'packages/domain/test': [fromDomain, ownFile],
      examples: [fromDomain],
    },
  },
  {
    rule: 'Inversify lives in composition/ alone',
    message: 'Inversify lives in composition/ alone.',
    refused: {
      [app]: [...everyForm('inversify'), "import 'inversify/lib/x.js';"],
      [`${app}/routes`]: ["import 'inversify';"],
      [`${app}/service.ts`]: ["import 'inversify';"],
      'packages/http-app/test': ["import 'inversify';"],
      examples: ["import 'inversify';"],
    },
    allowed: { [`${app}/composition`]: ["export { Container } from 'inversify';"] },
  },
  {
    rule: 'only service.ts composes',
    message: 'Only service.ts composes; everything else takes its parts as arguments.',
    refused: {
      [app]: [...everyForm('./composition/compose.js'), "import '#app/composition/compose.js';"],
      [`${app}/routes`]: ["import '../composition/deep/x.js';"],
    },
    allowed: { [`${app}/service.ts`]: ["export * from './composition/compose.js';"] },
  },
  {
    rule: 'zod-openapi lives in openapi/ alone',
    message: 'zod-openapi lives in openapi/ alone.',
    refused: {
      [app]: [...everyForm('zod-openapi'), "import 'zod-openapi/api';"],
      [`${app}/routes`]: ["import 'zod-openapi';"],
      [`${app}/composition`]: ["import 'zod-openapi';"],
      [`${app}/service.ts`]: ["import 'zod-openapi';"],
    },
    allowed: { [`${app}/openapi`]: ["export { createDocument } from 'zod-openapi';"] },
  },
  {
    rule: 'rate-limiter-flexible lives in limits/ alone',
    message: 'rate-limiter-flexible lives in limits/ alone.',
    refused: {
      [app]: [...everyForm('rate-limiter-flexible'), "import 'rate-limiter-flexible/lib/x.js';"],
      [`${app}/routes`]: ["import 'rate-limiter-flexible';"],
      [`${app}/composition`]: ["import 'rate-limiter-flexible';"],
      [`${app}/service.ts`]: ["import 'rate-limiter-flexible';"],
    },
    allowed: { [`${app}/limits`]: ["export * from 'rate-limiter-flexible';"] },
  },
  {
    rule: 'prom-client lives in metrics/ alone',
    message: 'prom-client lives in metrics/ alone.',
    refused: {
      [app]: [...everyForm('prom-client'), "import 'prom-client/lib/x.js';"],
      [`${app}/routes`]: ["import 'prom-client';"],
      [`${app}/composition`]: ["import 'prom-client';"],
      [`${app}/service.ts`]: ["import 'prom-client';"],
    },
    allowed: { [`${app}/metrics`]: ["export * from 'prom-client';"] },
  },
  {
    rule: 'metrics/ counts what it is told',
    message: 'metrics/ counts what it is told, and asks the directory alone.',
    refused: {
      [`${app}/metrics`]: [
        ...everyForm('../config/config.js'),
        "import '../app.js';",
        "import '../middleware/access-log.js';",
        "import '../composition/compose.js';",
        "import '../../../domain/dist/index.js';",
        "import 'express';",
        "import 'inversify';",
        "import 'node:process';",
        "import 'rate-limiter-flexible';",
        "import 'zod-openapi';",
      ],
    },
    allowed: {
      [`${app}/metrics`]: [ownFile, fromDomain],
      [`${app}/routes`]: ["export * from '../metrics/service-metrics.js';"],
    },
  },
  {
    rule: 'the document is told by the routes',
    message: 'The document knows the problems and zod; the routes tell it what they answer.',
    refused: {
      [`${app}/openapi`]: [
        ...everyForm('../routes/contacts.js'),
        "import '../app.js';",
        "import '../config/config.js';",
        "import '../composition/compose.js';",
        "import '../../../domain/dist/index.js';",
        "import 'express';",
        "import 'inversify';",
        "import 'node:process';",
        "import '@contacts-gateway/domain';",
      ],
    },
    allowed: {
      [`${app}/openapi`]: [ownFile, "export * from '../problems/problem.js';", "export { z } from 'zod';"],
      [`${app}/routes`]: ["export * from '../openapi/headers.js';"],
    },
  },
  {
    rule: 'gzip/ knows bytes alone',
    message: 'gzip/ knows bytes and node:zlib, and nothing of contacts or HTTP.',
    refused: {
      [`${app}/gzip`]: [
        ...everyForm('../routes/list-format.js'),
        "import '../app.js';",
        "import '../composition/compose.js';",
        "import '../../../domain/dist/index.js';",
        "import 'express';",
        "import 'inversify';",
        "import 'node:http';",
        "import 'node:process';",
        "import 'zod-openapi';",
        "import '@contacts-gateway/domain';",
      ],
    },
    allowed: {
      [`${app}/gzip`]: [ownFile, "export * from 'node:zlib';", "export * from 'node:util';"],
      [`${app}/routes`]: ["export * from '../gzip/gzipped.js';"],
    },
  },
  {
    rule: 'limits/ counts by name alone',
    message: 'limits/ counts by name, and knows nothing of keys or HTTP.',
    refused: {
      [`${app}/limits`]: [
        ...everyForm('../middleware/api-key.js'),
        "import '../app.js';",
        "import '../config/config.js';",
        "import '../composition/compose.js';",
        "import 'express';",
        "import 'inversify';",
        "import 'ioredis';",
        "import 'node:process';",
        "import 'zod-openapi';",
      ],
    },
    allowed: {
      [`${app}/limits`]: [ownFile, "export * from 'rate-limiter-flexible';"],
      [`${app}/middleware`]: ["export * from '../limits/rate-limit.js';"],
    },
  },
  {
    rule: 'tracing/ knows traces alone',
    message: 'tracing/ knows what belongs together, and nothing of what that is.',
    refused: {
      [`${app}/tracing`]: [
        ...everyForm('../logging/logger.js'),
        "import '../app.js';",
        "import '../composition/compose.js';",
        "import '../../../domain/dist/index.js';",
        "import 'express';",
        "import 'inversify';",
        "import 'node:http';",
        "import 'node:process';",
        "import 'prom-client';",
        "import 'rate-limiter-flexible';",
        "import 'zod-openapi';",
        "import '@contacts-gateway/domain';",
      ],
    },
    allowed: {
      [`${app}/tracing`]: [ownFile, "export * from 'node:async_hooks';", "export * from 'node:crypto';"],
      [`${app}/logging`]: ["export * from '../tracing/trace.js';"],
    },
  },
  {
    rule: 'only main.ts and demo.ts read the environment',
    message: 'Only main.ts and demo.ts read the environment.',
    refused: {
      [`${app}/config`]: [
        'export const x = process.env;',
        "export const x = process['env'];",
        'const { env } = process; export const x = env;',
        'export const x = globalThis.process.env;',
        "import { env } from 'node:process'; export const x = env;",
        "import { env } from 'process'; export const x = env;",
      ],
      [`${app}/composition`]: ["import { env } from 'node:process'; export const x = env;"],
      [`${app}/service.ts`]: ["import { env } from 'node:process'; export const x = env;"],
      [`${adapters}/hubspot`]: ['export const x = process.env;'],
      [sandbox]: ['export const x = process.env;', "import { env } from 'node:process'; export const x = env;"],
      [`${sandbox}/crm`]: ["import { env } from 'node:process'; export const x = env;"],
    },
    allowed: {
      [`${app}/main.ts`]: ['export const x = process.env;'],
      [`${app}/demo.ts`]: ['export const x = process.env;'],
      [`${app}/config`]: ['export const x = process.argv;'],
      'packages/adapters/test': ['export const x = process.env;'],
    },
  },
];
