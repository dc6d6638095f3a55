import type { Express } from 'express';
import { IncomingMessage, type ServerOptions, ServerResponse } from 'node:http';

/**
 * Requests and responses that are the app's from the beginning. Express makes any others its own by changing their
 * prototypes, which costs Node 20 three times as much as all else about a request, and Node 24 a tenth of it.
 */
export function expressMessages(app: Express): Pick<ServerOptions, 'IncomingMessage' | 'ServerResponse'> {
  class AppRequest extends IncomingMessage {}
  class AppResponse<Request extends IncomingMessage> extends ServerResponse<Request> {}
  app.request = Object.setPrototypeOf(AppRequest.prototype, app.request) as Express['request'];
  app.response = Object.setPrototypeOf(AppResponse.prototype, app.response) as Express['response'];
  return { IncomingMessage: AppRequest, ServerResponse: AppResponse };
}
