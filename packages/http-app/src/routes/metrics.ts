import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Operation } from '../openapi/operation.js';
import { internalError } from '../problems/problem.js';
import { probeHeaders } from './probe.js';

const EXAMPLE = `# HELP contacts_gateway_contacts Contacts in the copy; absent while there is none.
# TYPE contacts_gateway_contacts gauge
contacts_gateway_contacts 1000
`;

export const metricsOperation: Operation = {
  id: 'metrics',
  tag: 'Service',
  summary: 'What is counted, for Prometheus',
  description: 'In the text format 0.0.4, whatever is asked for. It calls no upstream.',
  answers: {
    200: {
      description: 'The metrics of this instance.',
      headers: probeHeaders,
      content: { 'text/plain': { schema: z.string(), example: EXAMPLE } },
    },
  },
  problems: [internalError()],
};

export const metrics =
  (text: () => Promise<string>): RequestHandler =>
  async (_request, response) => {
    const body = Buffer.from(await text());
    response.set({
      'Content-Type': 'text/plain; version=0.0.4; charset=utf-8',
      'Cache-Control': 'no-store',
      'Content-Length': String(body.length),
    });
    response.end(body);
  };
