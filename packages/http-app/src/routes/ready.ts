import { type ContactDirectory, type DirectoryStatus, isContactsError } from '@contacts-gateway/domain';
import type { RequestHandler } from 'express';
import { publicCode } from '../problems/upstream-problem.js';

/** Whether contacts can be served, and the state of what that depends on. It calls nobody. */
export const ready =
  (directory: ContactDirectory, isDraining: () => boolean): RequestHandler =>
  (_request, response) => {
    const status = directory.status();
    const { copy } = status;
    const isReady = copy !== undefined && copy.standing !== 'unusable' && !isDraining();
    response.status(isReady ? 200 : 503).json({
      status: isDraining() ? 'draining' : isReady ? 'ready' : 'not ready',
      copy: copy
        ? { state: copy.standing, contacts: copy.contacts, version: copy.version, ageSeconds: seconds(copy.ageMs) }
        : { state: 'none' },
      hubspot: dependency(status, 'hubspot_'),
      tokens: dependency(status, 'token_'),
      pass: passState(status),
    });
  };

const seconds = (ms: number): number => Math.ceil(ms / 1000);

/** What the last pass says of one dependency: it failed there, it failed elsewhere, or it completed. */
function dependency({ failure, copy }: DirectoryStatus, prefix: 'hubspot_' | 'token_'): object {
  if (failure === undefined) return { state: copy ? 'ok' : 'unknown' };
  const code = isContactsError(failure) ? publicCode(failure) : '';
  return code.startsWith(prefix) ? { state: 'failing', code } : { state: 'unknown' };
}

function passState({ pass, nextPassInMs }: DirectoryStatus): object {
  if (pass) return { state: 'running', ...pass };
  return nextPassInMs > 0 ? { state: 'paused', seconds: seconds(nextPassInMs) } : { state: 'idle' };
}
