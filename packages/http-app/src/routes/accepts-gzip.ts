import type { Request } from 'express';

/** Whether the caller prefers gzip to bytes as they are, as `Accept-Encoding` weighs them; without it, bytes as they are. */
export function acceptsGzip(request: Request): boolean {
  const accepted = request.headers['accept-encoding'];
  if (accepted === undefined) return false;
  const preferred = request.acceptsEncodings('gzip', 'identity');
  // Who refuses bytes as they are gets gzip, unless that is refused as well.
  return preferred === 'gzip' || (preferred === false && !/gzip|\*/i.test(accepted));
}
