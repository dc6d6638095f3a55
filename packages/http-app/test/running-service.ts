import { type Sandbox, type SandboxOptions, startSandbox } from '@contacts-gateway/adapters/sandbox';
import { parseConfig } from '#app/config/config.js';
import { jsonLogger } from '#app/logging/logger.js';
import { publicPaths } from '#app/middleware/public-paths.js';
import { openApiDocument } from '#app/openapi/document.js';
import { operations } from '#app/routes/operations.js';
import { type Service, startService } from '#app/service.js';
import { get, type IncomingMessage } from 'node:http';
import { Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Contract } from './contract.js';

export interface Running {
  readonly sandbox: Sandbox;
  readonly service: Service;
  readonly logged: Record<string, unknown>[];
  readonly contract: Contract;
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
  readonly stop: () => Promise<void>;
}

/** What no log and no answer to a failure may show of a sandbox: names, addresses, tokens, keys. */
export const TRACES = /Sandbox[a-zñá-]|sandbox\.example|sandbox-access-token|5a9db0c5-5a9d|mock-token/i;

const contracts = new Map<string, Contract>();

/** What the service says in `/openapi.json` when these paths are public. */
function contractWith(paths: readonly string[]): Contract {
  const key = paths.join();
  const contract = contracts.get(key) ?? new Contract(openApiDocument(operations, publicPaths(paths)));
  contracts.set(key, contract);
  return contract;
}

/**
 * An answer that keeps to the contract, and whose body has arrived: a connection that closes on an unread body can fail
 * the fetch of some Node versions.
 */
export async function fetchWhole(
  url: string,
  init?: RequestInit,
  contract = contractWith(parseConfig({}, () => '').publicPaths),
): Promise<Response> {
  const answer = await fetch(url, init);
  const { status, statusText, headers } = answer;
  const body = Buffer.from(await answer.arrayBuffer());
  contract.hold({ method: init?.method ?? 'GET', url: answer.url, status, headers, body });
  return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
}

/** The same on a connection of its own, which closes with the answer: too early for the fetch of some Node versions. */
export async function getAlone(url: string): Promise<Response> {
  const answer = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, { agent: false }, resolve).on('error', reject);
  });
  const headers = new Headers(answer.headers as Record<string, string>);
  const whole = { method: 'GET', url, status: answer.statusCode!, headers, body: await buffer(answer) };
  contractWith(parseConfig({}, () => '').publicPaths).hold(whole);
  return new Response(whole.body, whole);
}

const leftRunning = new Set<Running>();

/** A test that fails must not leave a service behind, which would keep the test run alive. */
export async function stopLeftRunning(): Promise<void> {
  for (const running of leftRunning) await running.stop();
}

/** The service on a sandbox, in this process. Times are short, and nothing drains, unless the environment says otherwise. */
export async function startRunning(
  environment: Record<string, string> = {},
  options: SandboxOptions & { readonly before?: (sandbox: Sandbox) => void } = {},
): Promise<Running> {
  const sandbox = await startSandbox(options);
  options.before?.(sandbox);
  const set = { ...sandbox.environment, PORT: '0', DRAIN_SECONDS: '0', LOG_LEVEL: 'debug', ...environment };
  const lines: string[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      lines.push(...chunk.toString().trimEnd().split('\n'));
      done();
    },
  });
  const log = jsonLogger('debug', stream);
  const config = parseConfig(set, () => '');
  const service = await startService(config, log);
  const contract = contractWith(config.publicPaths);
  const running: Running = {
    sandbox,
    service,
    contract,
    get logged() {
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    get: (path, init) => fetchWhole(`${service.url}${path}`, init, contract),
    stop: async () => {
      leftRunning.delete(running);
      await service.stop();
      await sandbox.close();
      const leak = lines.find((line) => TRACES.test(line));
      if (leak !== undefined) throw new Error(`a log line shows what it must not: ${leak.replace(TRACES, '***')}`);
    },
  };
  leftRunning.add(running);
  return running;
}
