import type { StandInAnswer } from '../http/exchange.js';

/** What HubSpot's edge answers in HTML before, or instead of, its API. */

const page = (status: number, title: string): StandInAnswer => ({
  status,
  headers: { server: 'cloudflare' },
  body: `<html> <head><title>${status} ${title}</title></head> <body> <center><h1>${status} ${title}</h1></center> </body> </html>`,
});

export const unknownRoute = page(404, 'Not Found');
export const uriTooLarge = page(414, 'Request-URI Too Large');
export const tooManyRequests = page(429, 'Too Many Requests');
export const badGateway = page(502, 'Bad Gateway');
export const unavailable = page(503, 'Service Temporarily Unavailable');
export const gatewayTimeout = page(504, 'Gateway Time-out');
export const serverDown = page(521, 'Web server is down');
export const connectionTimedOut = page(522, 'Connection timed out');
export const originUnreachable = page(523, 'Origin is unreachable');
export const originTimedOut = page(524, 'A timeout occurred');
/** For a token that has not even the format of one. */
export const malformedToken = page(530, 'Origin DNS error');
