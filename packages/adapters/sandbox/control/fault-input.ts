import type { Fault } from '../faults/fault.js';
import type { StandIn } from '../http/stand-in.js';
import { Input, isObject } from './input.js';

/** What of a fault can be written in JSON. */
const kinds = ['answer', 'slow', 'hang', 'trickle', 'break-off', 'truncated-json', 'reset'] as const;

/** Puts a fault, by name or in full, behind those that are scripted already. */
export function scriptFault(standIn: StandIn, input: Input): unknown {
  const operation = input.has('operation') ? input.oneOf('operation', Object.keys(standIn.operations)) : undefined;
  const fault = faultIn(standIn, input);
  const times = input.wholeNumber('times', 1);
  standIn.faults.pass(input.wholeNumber('after', 0), operation).next(fault, times, operation);
  return { waiting: standIn.faults.waiting };
}

function faultIn(standIn: StandIn, input: Input): Fault | string {
  const fault = input.raw('fault');
  if (!isObject(fault)) return input.oneOf('fault', standIn.faults.names);
  const fields = new Input(fault);
  const kind = fields.oneOf('kind', kinds);
  if (kind === 'slow') return { kind, ms: fields.wholeNumber('ms', 0) };
  if (kind !== 'answer') return { kind };
  const status = fields.wholeNumber('status', 200);
  if (status < 200 || status > 599) throw new Error('status is from 200 to 599.');
  return { kind, status, headers: headersIn(fields.raw('headers') ?? {}), body: fields.raw('body') ?? '' };
}

function headersIn(value: unknown): Record<string, string> {
  if (!isObject(value) || !Object.values(value).every((each) => typeof each === 'string'))
    throw new Error('headers is an object of strings.');
  return value as Record<string, string>;
}
