import { randomUUID } from 'node:crypto';
import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Logger } from './logging/logger.js';
import type { CountRequest } from './metrics/request-metrics.js';
import { badRequest, headersTooLarge, methodNotAllowed, type Problem, requestTimeout } from './problems/problem.js';
import { problemMessage } from './problems/problem-message.js';
import { answeredOn } from './sockets.js';

/** For how long a client that is still sending is heard out: a connection that closes earlier may take the answer with it. */
const HEARD_OUT_MS = 1000;

const TOO_LATE = 'ERR_HTTP_REQUEST_TIMEOUT';
const TOO_LARGE = 'HPE_HEADER_OVERFLOW';

/** As Node tells it. */
interface Unreadable extends NodeJS.ErrnoException {
  readonly rawPacket?: Buffer;
}

export interface Refusals {
  /** A request that HTTP does not allow, though it can be read. */
  readonly request: (request: IncomingMessage, response: ServerResponse) => void;
  /** A request to be a proxy. */
  readonly connect: (socket: Duplex) => void;
  /** What cannot be read as HTTP, is too large, or comes too slowly. */
  readonly unreadable: (error: Unreadable, socket: Duplex) => void;
}

/** Answers to what does not reach the app, as problem details too, logs and counts it; the connection ends with that. */
export function refusals(log: Logger, count: CountRequest): Refusals {
  const told = (problem: Problem, reason?: string): { head: [string, string][]; body: string } => {
    const requestId = randomUUID();
    log.info('request refused', { requestId, status: problem.status, code: problem.code, reason });
    count('none', problem.status);
    const { headers, body } = problemMessage(problem, requestId);
    const length = String(Buffer.byteLength(body));
    return { head: Object.entries({ ...headers, 'Content-Length': length, Connection: 'close' }), body };
  };

  const write = (socket: Duplex, problem: Problem, reason?: string, hasBody = true): void => {
    const { head, body } = told(problem, reason);
    const lines = head.map(([name, value]) => `${name}: ${value}`);
    const { status } = problem;
    socket.end([`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', hasBody ? body : ''].join('\r\n'));
    socket.on('error', () => socket.destroy()).resume();
    const timer = setTimeout(() => socket.destroy(), HEARD_OUT_MS).unref();
    socket.on('close', () => clearTimeout(timer));
  };

  return {
    request: (request, response) => {
      const { head, body } = told(badRequest());
      response.writeHead(400, head.flat()).end(request.method === 'HEAD' ? undefined : body);
    },
    connect: (socket) => write(socket, methodNotAllowed('GET, HEAD'), 'CONNECT'),
    unreadable: (error, socket) => {
      // Refused already, and still sending; or gone.
      if (!socket.writable) return;
      const problem = problemOf(error);
      if (!answeredOn(socket)) return write(socket, problem, error.code, !isHead(error));
      // Another request is being answered, and this must not be taken for its answer.
      log.info('request refused', { code: problem.code, reason: error.code });
      count('none', 'none');
      socket.destroy();
    },
  };
}

const isHead = ({ rawPacket }: Unreadable): boolean => rawPacket?.toString('latin1', 0, 5) === 'HEAD ';

function problemOf({ code }: NodeJS.ErrnoException): Problem {
  if (code === TOO_LATE) return requestTimeout();
  return code === TOO_LARGE ? headersTooLarge() : badRequest();
}
