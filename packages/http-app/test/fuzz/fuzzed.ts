import fc from 'fast-check';
import { Agent } from 'node:http';
import type { Answered } from '../contract.js';
import { type Document, type Draft, drafts } from './drafts.js';
import { exchanged } from './exchange.js';
import { startSituations } from './situations.js';

export interface Fuzz {
  readonly runs: number;
  readonly seed: number;
  /** Of a request that failed before. */
  readonly path?: string | undefined;
  /** Makes the document say something else to those who make requests from it. */
  readonly spoil?: (document: Document) => unknown;
}

export interface Found {
  /** How many answers there were of each status. */
  readonly statuses: Readonly<Record<string, number>>;
  /** The first answer that is not as the document says, of the smallest request that gets one; absent when there is none. */
  readonly failure: string | undefined;
}

/** Sends requests that are made from the document to services in all situations, and holds every answer against it. */
export async function fuzzed({ runs, seed, path, spoil }: Fuzz): Promise<Found> {
  const { services, known, key, stop } = await startSituations();
  const agent = new Agent({ keepAlive: true });
  const statuses: Record<string, number> = {};
  const [{ service }] = Object.values(services) as [(typeof services)[string]];
  const document = (await (await fetch(`${service.url}/openapi.json`)).json()) as Document;
  spoil?.(document);
  const property = fc.asyncProperty(
    fc.constantFrom(...Object.keys(services)),
    drafts(document, known, key),
    async (situation, draft) => {
      const { contract, service: asked } = services[situation]!;
      const answered = await exchanged(asked.url, draft, agent);
      statuses[answered.status] = (statuses[answered.status] ?? 0) + 1;
      contract.hold(answered);
      const wrong = untruth(draft, answered);
      if (wrong !== undefined) throw new Error(wrong);
    },
  );
  const details = await fc.check(property, { numRuns: runs, seed, ...(path !== undefined && { path }) });
  agent.destroy();
  await stop();
  return {
    statuses,
    failure: details.failed ? `${String(details.errorInstance)}\n${fc.defaultReportMessage(details)}` : undefined,
  };
}

/** What the document promises beside the form of an answer. */
function untruth({ method, fits }: Draft, { status, body }: Answered): string | undefined {
  if (status === 500) return 'it is answered 500';
  const isRefused = body.includes('"api_key_invalid"') || status === 429 || status === 431;
  if (fits === undefined || isRefused || !['GET', 'HEAD'].includes(method)) return undefined;
  if (method === 'HEAD' && status === 401) return undefined;
  if (!fits.path)
    return status === 404 || status === 400 ? undefined : `its path is not allowed, and it is answered ${status}`;
  if (!fits.query) return status === 400 ? undefined : `its query is not allowed, and it is answered ${status}`;
  return status === 400 ? 'all of it is allowed, and it is answered 400' : undefined;
}
