import type { Demand } from '@contacts-gateway/domain';
import type { Request } from 'express';

/** What `Cache-Control` asks of the copy (RFC 9111); not to wait weighs more. */
export function demandOf(request: Request): Demand {
  const asked = request.headers['cache-control'];
  if (asked === undefined) return 'usable';
  const directives = asked
    .toLowerCase()
    .split(',')
    .map((directive) => directive.trim());
  if (directives.includes('only-if-cached')) return 'cached';
  return directives.includes('no-cache') ? 'confirmed' : 'usable';
}
