import { Refusal } from '../http/exchange.js';
import { unparsableJson } from './errors.js';

export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * @param what - HubSpot's name for the object.
 * @param required - the fields without which HubSpot does not build it.
 */
export function jsonBody(body: string, what: string, required: readonly string[] = []): JsonObject {
  const parsed = body === '' ? {} : parse(body);
  if (!isObject(parsed)) throw new Refusal(unparsableJson(`Cannot deserialize value of type ${what}`, 1, 1));
  const missing = required.filter((name) => parsed[name] === undefined);
  if (body === '' || missing.length > 0)
    throw new Refusal(
      unparsableJson(`Cannot build ${what}, some of required attributes are not set [${missing.join()}]`),
    );
  return parsed;
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function strings(value: unknown, name: string): string[] {
  const list = value ?? [];
  if (!Array.isArray(list) || !list.every((item) => typeof item === 'string'))
    throw new Refusal(unparsableJson(`Cannot deserialize ${name}`, 1, 1));
  return list;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    throw new Refusal(unparsableJson('Unexpected character', 1, 1));
  }
}
