import { Refusal } from '../http/exchange.js';
import { invalidPath, invalidQuery } from './errors.js';

const KNOWN = ['provider_config_key', 'force_refresh', 'refresh_token', 'refresh_github_app_jwt_token'];
const KEY = /^[a-zA-Z0-9~:.@ _-]+$/;
const CONNECTION_ID = /^[a-zA-Z0-9,.;:=+~[\]|@${}"'\\/_ -]+$/;
const LONGEST = 255;
const TRUE = ['true', '1', 'yes', 'on', 'y', 'enabled'];
const FALSE = ['false', '0', 'no', 'off', 'n', 'disabled'];

/** @param segment - of the path, encoded. */
export function connectionIdIn(segment: string): string {
  const id = decodeURIComponent(segment);
  if (id.length > LONGEST) throw new Refusal(invalidPath(tooBig('connectionId')));
  if (!CONNECTION_ID.test(id)) throw new Refusal(invalidPath(badFormat('connectionId', CONNECTION_ID)));
  return id;
}

export interface ConnectionQuery {
  readonly integration: string;
  readonly forceRefresh: boolean;
  readonly refreshToken: boolean;
}

export function connectionQueryIn(query: URLSearchParams): ConnectionQuery {
  const unknown = [...query.keys()].find((name) => !KNOWN.includes(name));
  if (unknown !== undefined)
    throw new Refusal(invalidQuery({ code: 'unrecognized_keys', message: `Unrecognized key: "${unknown}"`, path: [] }));
  const integration = query.get('provider_config_key');
  if (integration === null) throw new Refusal(invalidQuery(notGiven('provider_config_key')));
  if (integration.length > LONGEST) throw new Refusal(invalidQuery(tooBig('provider_config_key')));
  if (!KEY.test(integration)) throw new Refusal(invalidQuery(badFormat('provider_config_key', KEY)));
  const [forceRefresh = false, refreshToken = false] = ['force_refresh', 'refresh_token'].map((name) =>
    flag(query, name),
  );
  return { integration, forceRefresh, refreshToken };
}

function flag(query: URLSearchParams, name: string): boolean {
  const value = query.get(name) ?? 'false';
  if (![...TRUE, ...FALSE].includes(value))
    throw new Refusal(invalidQuery({ code: 'invalid_value', message: `Invalid option: "${value}"`, path: [name] }));
  return TRUE.includes(value);
}

const notGiven = (name: string) => ({
  code: 'invalid_type',
  message: 'Invalid input: expected string, received undefined',
  path: [name],
});

const tooBig = (name: string) => ({
  code: 'too_big',
  message: `Too big: expected string to have <=${LONGEST} characters`,
  path: [name],
});

const badFormat = (name: string, pattern: RegExp) => ({
  code: 'invalid_format',
  message: `Invalid string: must match pattern ${pattern}`,
  path: [name],
});
