import { COPY_FORMAT } from '@contacts-gateway/domain';
import { createHash } from 'node:crypto';
import type { Config } from './config.js';

/**
 * What every key in a shared cache begins with. Instances share a copy only if they store alike, and read the same account with
 * the same right: whoever lacks it must not be served what others have read.
 */
export function cachePrefix({ source, hubSpot, tokens }: Pick<Config, 'source' | 'hubSpot' | 'tokens'>): string {
  const provider =
    tokens.kind === 'mock'
      ? [tokens.kind]
      : [tokens.kind, tokens.baseUrl, digest(tokens.secretKey), tokens.integrationId, tokens.connectionId];
  return `cg:${COPY_FORMAT}:${digest(JSON.stringify([source, hubSpot.baseUrl, ...provider])).slice(0, 32)}:`;
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
