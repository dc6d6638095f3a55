// The packages that importing a module loads, as the engine sees their scripts. To lie in the project that imports.
// Usage: loaded.mjs SPECIFIER
import { Session } from 'node:inspector';

const packages = new Set();
const session = new Session();
session.connect();
session.on('Debugger.scriptParsed', ({ params }) => {
  const [, name] = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(params.url) ?? [];
  if (name !== undefined) packages.add(name);
});
session.post('Debugger.enable');
await import(process.argv[2]);
process.stdout.write(`${[...packages].join(' ')}\n`);
