/** Where (a folder, or one file) to what is planted there, each source in a file of its own. */
export type Sources = Readonly<Record<string, readonly string[]>>;

export interface Rule {
  readonly rule: string;
  /** What a finding says. */
  readonly message: string;
  readonly refused: Sources;
  readonly allowed: Sources;
}

export const domain = 'packages/domain/src';
export const contracts = 'packages/domain/contracts';
export const adapters = 'packages/adapters/src';
export const sandbox = 'packages/adapters/sandbox';
export const app = 'packages/http-app/src';

export const toDomain = "import '@contacts-gateway/domain';";
export const ownFile = "export * from './own.js';";
export const fromDomain = "export * from '@contacts-gateway/domain';";
/** One import in each of its forms: a rule that overlooks one of them is no rule. */
export const everyForm = (specifier: string): readonly string[] => [
  `import '${specifier}';`,
  `import { x } from '${specifier}'; export const y = x;`,
  `import type { X } from '${specifier}'; export type Y = X;`,
  `import { type X } from '${specifier}'; export type Y = X;`,
  `import x = require('${specifier}'); export { x };`,
  `export * from '${specifier}';`,
  `export { x } from '${specifier}';`,
  `export type { X } from '${specifier}';`,
  `export const x = import('${specifier}');`,
];
