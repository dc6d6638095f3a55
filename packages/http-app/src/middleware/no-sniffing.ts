import type { RequestHandler } from 'express';

/** On every answer: no browser may take for a page what is in a contact. */
export const noSniffing = { 'X-Content-Type-Options': 'nosniff' } as const;

export const forbidSniffing: RequestHandler = (_request, response, next) => {
  response.set(noSniffing);
  next();
};
