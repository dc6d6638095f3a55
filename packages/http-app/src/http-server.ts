import type { Express } from 'express';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { expressMessages } from './express-messages.js';
import type { Logger } from './logging/logger.js';
import type { CountRequest } from './metrics/request-metrics.js';
import { refusals } from './refusals.js';

export interface ReceivingLimits {
  /** For the address and the headers of a request, together. */
  readonly maxHeaderSize: number;
  /** In milliseconds, from the first byte, or from the connection on; also for connections that send nothing. */
  readonly headersTimeout: number;
  /** The same for all of a request. */
  readonly requestTimeout: number;
  /** How often these two are looked after. */
  readonly connectionsCheckingInterval: number;
  /** Between two requests. Longer than load balancers keep a connection: who closes first must not be us. */
  readonly keepAliveTimeout: number;
  /** For what is left of a body when its request has been answered. */
  readonly restOfBodyMs: number;
}

const LIMITS: ReceivingLimits = {
  maxHeaderSize: 16 * 1024,
  headersTimeout: 15_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2000,
  keepAliveTimeout: 75_000,
  restOfBodyMs: 1000,
};

/** A server for the app that bounds what a client may send and how long that may take, and answers what cannot reach the app. */
export function createHttpServer(
  app: Express,
  log: Logger,
  count: CountRequest,
  { restOfBodyMs, ...limits }: ReceivingLimits = LIMITS,
): Server {
  const refuse = refusals(log, count);
  // Whether there is a Host is looked at here, as Node would answer without saying why.
  const server = createServer({ ...expressMessages(app), ...limits, requireHostHeader: false }, (request, response) => {
    if (hasBody(request)) response.on('finish', () => dropRest(request, restOfBodyMs));
    if (!isSound(request)) return refuse.request(request, response);
    request.url = pathOf(request.url!);
    app(request, response);
  });
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    // No body is asked for. Who does not send it must not send the next request in its place.
    response.setHeader('Connection', 'close');
    server.emit('request', request, response);
  });
  server.on('checkExpectation', (request, response) => void server.emit('request', request, response));
  server.on('connect', (_request, socket) => refuse.connect(socket));
  server.on('clientError', (error, socket) => refuse.unreadable(error, socket));
  return server;
}

/** What Node takes for a request may still be none of HTTP/1. */
const isSound = (request: IncomingMessage): boolean =>
  request.httpVersionMajor === 1 && hasHost(request) && ADDRESS.test(request.url!);

/** One alone: of two, a proxy on the way may have gone by the other. Only HTTP/1.0 can do without. */
function hasHost({ httpVersion, rawHeaders }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at]!;
    if (name.length === 4 && name.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

/** Older versions of Node also let other bytes pass. */
const ADDRESS = /^[!-~]+$/;

/** Without the origin that a request to a proxy names: Express would take it apart, and not every one can be. */
const pathOf = (target: string): string =>
  target.startsWith('/') || target === '*' ? target : target.replace(/^[^:]*:\/\/[^/?#]*\/?/, '/');

const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;

/** Nothing reads bodies: what comes after the answer Node discards, for as long as that is little. */
function dropRest(request: IncomingMessage, withinMs: number): void {
  if (request.complete) return;
  setTimeout(() => request.complete || request.socket.destroy(), withinMs).unref();
}
