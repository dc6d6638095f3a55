import { switchChoices } from '../hubspot/switches.js';
import { nangoSwitchChoices } from '../nango/switches.js';
import type { Upstreams } from '../upstreams.js';
import type { Input } from './input.js';

const choices: Readonly<Record<string, readonly string[]>> = { ...switchChoices, ...nangoSwitchChoices };

/** Sets one switch of a stand-in, and answers with all of them. */
export function setSwitch(upstreams: Upstreams, input: Input): unknown {
  const { switches } = upstreams[input.oneOf('upstream', ['hubSpot', 'nango'])];
  const name = input.oneOf('name', Object.keys(switches) as (keyof typeof switches)[]);
  Object.assign(switches, { [name]: valueFor(name, switches[name], input) });
  return switches;
}

function valueFor(name: string, present: unknown, input: Input): unknown {
  const allowed = choices[name];
  if (allowed) return input.oneOf('value', allowed);
  const value = input.raw('value');
  if (typeof value !== typeof present || (typeof value === 'number' && !Number.isSafeInteger(value)))
    throw new Error(`${name} takes a ${typeof present === 'number' ? 'whole number' : 'boolean'}.`);
  return value;
}
