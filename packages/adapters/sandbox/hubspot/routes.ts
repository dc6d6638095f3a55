import type { StandInRequest } from '../http/exchange.js';

export const operations = ['list', 'get', 'batch-read', 'search'] as const;
export type Operation = (typeof operations)[number];

const PATH = /^\/crm\/(?:objects\/(2026-03|2026-09|v3)|(v3)\/objects)\/(?:contacts|0-1)(?:\/(.+))?$/;

export interface Route {
  readonly operation: Operation;
  readonly version: string;
  /** Of `get`: the id as it stands in the path. */
  readonly id: string;
}

/** @returns undefined when HubSpot has no such route among those that read contacts. */
export function routeOf({ method, path }: StandInRequest): Route | undefined {
  const match = PATH.exec(path);
  if (!match) return undefined;
  const version = (match[1] ?? match[2])!;
  const rest = match[3] ?? '';
  const route = (operation: Operation): Route => ({ operation, version, id: rest });
  if (method === 'POST' && rest === 'search') return route('search');
  if (method === 'POST' && rest === 'batch/read') return route('batch-read');
  if (method !== 'GET' || rest.includes('/')) return undefined;
  return route(rest === '' ? 'list' : 'get');
}
