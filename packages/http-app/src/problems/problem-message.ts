import { noSniffing } from '../middleware/no-sniffing.js';
import type { Problem } from './problem.js';
import { detailsOf } from './problem-details.js';

/** How a problem is answered, by whatever means. */
export const problemMessage = (
  problem: Problem,
  requestId: string,
  correlationId?: string,
): { readonly headers: Readonly<Record<string, string>>; readonly body: string } => ({
  headers: {
    'X-Request-Id': requestId,
    ...noSniffing,
    'Cache-Control': 'private, no-cache',
    ...problem.headers,
    'Content-Type': 'application/problem+json',
  },
  body: JSON.stringify(detailsOf(problem, requestId, correlationId)),
});
