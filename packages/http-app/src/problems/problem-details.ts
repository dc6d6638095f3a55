import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import type { Problem } from './problem.js';

/** The body of every unsuccessful answer, in the terms of RFC 9457. */
export const problemDetails = z
  .object({
    status: z.int().min(400).max(599).meta({ description: 'The HTTP status, once more.', example: 404 }),
    title: z.string().meta({ description: 'The name of the status.', example: 'Not Found' }),
    detail: z.string().meta({ description: 'A sentence for people.', example: 'Not found.' }),
    code: z.string().meta({ description: 'A stable name for programs.', example: 'not_found' }),
    requestId: z.string().meta({
      description: 'As in `X-Request-Id`, and in the log of the service.',
      example: '3d7a2f64-9a51-4c43-8a6e-0c9f0b6d8e12',
    }),
    correlationId: z.string().optional().meta({
      description: 'HubSpot’s name for the exchange that failed, to quote to its support.',
      example: 'a1b2c3d4-0000-4000-8000-a1b2c3d4e5f6',
    }),
  })
  .meta({ id: 'Problem', description: 'Problem details (RFC 9457).' });

export const detailsOf = (
  { status, detail, code }: Problem,
  requestId: string,
  correlationId?: string,
): z.infer<typeof problemDetails> => ({
  status,
  title: STATUS_CODES[status] ?? '',
  detail,
  code,
  requestId,
  correlationId,
});
