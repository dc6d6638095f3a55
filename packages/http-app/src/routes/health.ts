import type { RequestHandler } from 'express';

/** The process is alive. It touches nothing. */
export const health: RequestHandler = (_request, response) => {
  response.json({ status: 'ok' });
};
