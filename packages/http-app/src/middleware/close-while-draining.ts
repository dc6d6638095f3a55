import type { RequestHandler } from 'express';

/** Asks clients to leave: a load balancer's connection must not outlive the service. */
export const closeWhileDraining =
  (isDraining: () => boolean): RequestHandler =>
  (_request, response, next) => {
    if (isDraining()) response.set('Connection', 'close');
    next();
  };
