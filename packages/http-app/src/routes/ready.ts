import {
  type ContactDirectory,
  type ContactsError,
  type DirectoryStatus,
  isContactsError,
} from '@contacts-gateway/domain';
import type { RequestHandler } from 'express';
import { upstreamFailure } from '../problems/upstream-problem.js';
import { answerProbe } from './probe.js';
import type { Readiness } from './readiness.js';

/** What a source says of itself. */
export interface SourceState {
  /** How often it is looked through for deletions. */
  readonly deletionsEveryMs: number;
  /** Why it is not asked at all at the moment, and for how long yet. */
  pause(): ContactsError | undefined;
}

/** Whether contacts can be served, and the state of what that depends on. It calls no upstream. */
export const ready =
  (directory: ContactDirectory, source: SourceState, isDraining: () => boolean): RequestHandler =>
  (_request, response) => {
    const status = directory.status();
    const isReady = status.copy !== undefined && status.copy.freshness !== 'unusable' && !isDraining();
    const body: Readiness = {
      status: isDraining() ? 'draining' : isReady ? 'ready' : 'not ready',
      copy: copyState(status),
      hubspot: pauseState(source) ?? upstreamState(status, 'hubspot'),
      tokens: upstreamState(status, 'tokens'),
      cache: { state: status.cacheFailure === undefined ? 'ok' : 'failing' },
      pass: passState(status),
      deletions: { everySeconds: Math.ceil(source.deletionsEveryMs / 1000) },
      walk: walkState(status),
    };
    answerProbe(response, isReady ? 200 : 503, body);
  };

function copyState({ copy }: DirectoryStatus): Readiness['copy'] {
  if (!copy) return { state: 'none' };
  const { freshness, contacts, version, ageMs } = copy;
  return { state: freshness, contacts, version, ageSeconds: Math.floor(ageMs / 1000) };
}

function pauseState(source: SourceState): Readiness['hubspot'] | undefined {
  const failure = source.pause();
  if (!failure) return undefined;
  return {
    state: 'paused',
    code: upstreamFailure(failure).code,
    seconds: Math.ceil((failure.retryAfterMs ?? 0) / 1000),
  };
}

/** What the last pass says of one upstream: it failed there, it failed elsewhere, or it completed. */
function upstreamState({ failure, copy }: DirectoryStatus, name: 'hubspot' | 'tokens'): Readiness['tokens'] {
  if (failure === undefined) return { state: copy ? 'ok' : 'unknown' };
  if (!isContactsError(failure)) return { state: 'unknown' };
  const { upstream: failing, code } = upstreamFailure(failure);
  return failing === name ? { state: 'failing', code } : { state: 'unknown' };
}

function passState({ isPassing, nextPassInMs }: DirectoryStatus): Readiness['pass'] {
  if (isPassing) return { state: 'running' };
  return nextPassInMs > 0 ? { state: 'paused', seconds: Math.ceil(nextPassInMs / 1000) } : { state: 'idle' };
}

function walkState({ walk }: DirectoryStatus): Readiness['walk'] {
  if (!walk) return { state: 'idle' };
  const { pages, contacts, skipped, requests, durationMs, leftMs } = walk;
  const contactsPerSecond = Math.round((contacts / Math.max(1, durationMs)) * 1000);
  const left = leftMs === undefined ? {} : { secondsLeft: Math.ceil(leftMs / 1000) };
  return { state: 'running', pages, contacts, skipped, requests, contactsPerSecond, ...left };
}
