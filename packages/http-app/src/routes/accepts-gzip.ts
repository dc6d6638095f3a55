import type { Request } from 'express';

const MOST_KNOWN = 100;
/** Callers ask in few ways, and weighing one costs as much as everything else that is asked of the headers. */
const known = new Map<string, boolean>();

/** Whether the caller prefers gzip to bytes as they are, as `Accept-Encoding` weighs them; without it, bytes as they are. */
export function acceptsGzip(request: Request): boolean {
  const accepted = request.headers['accept-encoding'];
  if (accepted === undefined) return false;
  let prefersGzip = known.get(accepted);
  if (prefersGzip === undefined) {
    prefersGzip = weighed(request, accepted);
    if (known.size === MOST_KNOWN) known.clear();
    known.set(accepted, prefersGzip);
  }
  return prefersGzip;
}

function weighed(request: Request, accepted: string): boolean {
  const preferred = request.acceptsEncodings('gzip', 'identity');
  // Who refuses bytes as they are gets gzip, unless that is refused as well.
  return preferred === 'gzip' || (preferred === false && !/gzip|\*/i.test(accepted));
}
