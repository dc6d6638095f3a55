import type { RequestHandler } from 'express';
import { z } from 'zod';
import type { Operation } from '../openapi/operation.js';
import { answerProbe, probeHeaders } from './probe.js';

const healthy = z.object({ status: z.literal('ok') });

export const healthOperation: Operation = {
  id: 'health',
  tag: 'Service',
  summary: 'Whether the process is alive',
  description: 'It touches nothing: no upstream, no copy.',
  answers: {
    200: {
      description: 'It is.',
      headers: probeHeaders,
      content: { 'application/json': { schema: healthy, example: { status: 'ok' } } },
    },
  },
  problems: [],
};

export const health: RequestHandler = (_request, response) => {
  answerProbe(response, 200, { status: 'ok' } satisfies z.infer<typeof healthy>);
};
