import { randomBytes } from 'node:crypto';
import { entryFor, isKeyName } from './config/api-keys.js';

/** Makes a key. It is shown once: the service knows it by its hash. */
const [name = '', ...others] = process.argv.slice(2);
if (!isKeyName(name) || others.length > 0) {
  process.stderr.write(`pnpm key NAME
  NAME  who will use the key, as the log shall say: up to 64 of A-Z a-z 0-9 _ . - from a letter or digit on
`);
  process.exitCode = 1;
} else {
  const key = `cg_${randomBytes(32).toString('base64url')}`;
  process.stdout.write(`The key, which is shown this once:
${key}
Its entry in API_KEYS:
${entryFor(name, key)}
`);
}
