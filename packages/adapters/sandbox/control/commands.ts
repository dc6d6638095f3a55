import type { Upstreams } from '../upstreams.js';
import { idOf } from '../account/free-ids.js';
import { scriptFault } from './fault-input.js';
import type { Input } from './input.js';
import { contactsIn, stateOf } from './state.js';
import { setSwitch } from './switch-input.js';

type Command = (input: Input) => unknown;

const done = (id: string): unknown => ({ id });

/** What the control endpoint can do. Edits answer with the id of the contact as it is afterwards. */
export function commandsFor(upstreams: Upstreams): Readonly<Record<string, Command>> {
  const { hubSpot, nango, tokens } = upstreams;
  const { edits } = hubSpot;
  const upstream = (input: Input): Upstreams['hubSpot'] | Upstreams['nango'] =>
    upstreams[input.oneOf('upstream', ['hubSpot', 'nango'])];
  return {
    state: () => stateOf(upstreams),
    contacts: (input) =>
      contactsIn(hubSpot.account, input.has('after') ? idOf(input.id('after')) : 0, input.wholeNumber('limit', 100)),
    fault: (input) => scriptFault(upstream(input), input),
    switch: (input) => setSwitch(upstreams, input),
    'clear-faults': () => {
      hubSpot.faults.clear();
      nango.faults.clear();
      return stateOf(upstreams);
    },
    'reset-counters': () => {
      hubSpot.resetCounters();
      nango.resetCounters();
      return stateOf(upstreams);
    },
    'expire-tokens': () => {
      tokens.expireAll();
      return stateOf(upstreams);
    },
    create: (input) => done(edits.create(input.properties(), input.has('id') ? input.id('id') : undefined)),
    edit: (input) => {
      edits.edit(input.id('id'), input.properties());
      return done(input.id('id'));
    },
    'bulk-edit': (input) => {
      const which = input.has('ids') ? input.ids('ids') : input.wholeNumber('count', 0);
      return { edited: edits.bulkEdit(which, input.properties()).length };
    },
    archive: (input) => {
      edits.archive(input.id('id'));
      return done(input.id('id'));
    },
    restore: (input) => {
      edits.restore(input.id('id'), { keepDate: input.flag('keepDate') });
      return done(input.id('id'));
    },
    merge: (input) => done(edits.merge(input.id('survivor'), input.id('merged'), { newId: input.flag('newId') })),
    'privacy-delete': (input) => {
      edits.privacyDelete(input.id('id'));
      return done(input.id('id'));
    },
  };
}
