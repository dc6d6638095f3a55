import type { SnapshotPlatform } from '@contacts-gateway/domain';
import { createHash } from 'node:crypto';

/** What Node lends the domain in these tests. */
export const platform: SnapshotPlatform = {
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder().decode(bytes),
  digest: (bytes) => createHash('sha256').update(bytes).digest('hex').slice(0, 32),
};
