import { type ContactDirectory, isContactsError } from '@contacts-gateway/domain';
import type { RequestHandler } from 'express';

const seconds = (ms: number): number => Math.floor(ms / 1000);

/** Whether contacts can be served, and the state of what that depends on. It calls nobody. */
export const ready =
  (directory: ContactDirectory, isDraining: () => boolean): RequestHandler =>
  (_request, response) => {
    const { copy, pass, failure, nextPassInMs } = directory.status();
    const servable = copy !== undefined && copy.standing !== 'unusable' && !isDraining();
    response.status(servable ? 200 : 503).json({
      status: isDraining() ? 'draining' : servable ? 'ready' : 'not ready',
      copy: copy
        ? {
            state: copy.standing,
            contacts: copy.contacts,
            version: copy.version,
            ageSeconds: seconds(copy.ageMs),
          }
        : { state: 'none' },
      hubspot: stateOf(failure, copy !== undefined, (code) => !code.startsWith('token_')),
      tokens: stateOf(failure, copy !== undefined, (code) => code.startsWith('token_')),
      pass: pass ? { state: 'running', ...pass } : { state: 'idle', nextInSeconds: seconds(nextPassInMs) },
    });
  };

/** What the last pass says of one dependency. */
function stateOf(failure: unknown, proven: boolean, isIts: (code: string) => boolean): Record<string, string> {
  const code = isContactsError(failure) ? failure.code : undefined;
  if (code !== undefined && isIts(code)) return { state: 'failing', code };
  return { state: proven || code === undefined ? (proven ? 'ok' : 'unknown') : 'unknown' };
}
