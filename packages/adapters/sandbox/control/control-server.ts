import { createServer, type IncomingMessage } from 'node:http';
import type { StandInAnswer } from '../http/exchange.js';
import { LoopbackServer } from '../http/loopback-server.js';
import { readBody } from '../http/request-body.js';
import { send } from '../http/send.js';
import type { Upstreams } from '../upstreams.js';
import { commandsFor } from './commands.js';
import { Input } from './input.js';

/** Takes commands from other processes: `POST /<command>` with JSON, or without a body. */
export class ControlServer extends LoopbackServer {
  constructor(upstreams: Upstreams) {
    const commands = commandsFor(upstreams);
    super(
      createServer((request, response) => {
        void obey(commands, request)
          .catch((error: unknown) => badRequest(error))
          .then((answer) => send(response, answer));
      }),
    );
  }
}

async function obey(commands: ReturnType<typeof commandsFor>, request: IncomingMessage): Promise<StandInAnswer> {
  const name = (request.url ?? '/').slice(1);
  const body = await readBody(request);
  if (!Object.hasOwn(commands, name)) throw new Error(`The commands are ${Object.keys(commands).join(', ')}.`);
  return { status: 200, body: commands[name]!(Input.parse(body)) };
}

const badRequest = (error: unknown): StandInAnswer => ({
  status: 400,
  body: { error: error instanceof Error ? error.message : String(error) },
});
