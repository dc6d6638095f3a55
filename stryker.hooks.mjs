import { registerHooks } from 'node:module';

/** Stryker's runner asks mocha 12 for files by the names that they had before. */
const renamed = /\/mocha\/lib\/cli\/(run-helpers|collect-files|options)$/;

registerHooks({
  resolve: (specifier, context, next) => next(renamed.test(specifier) ? `${specifier}.cjs` : specifier, context),
});
