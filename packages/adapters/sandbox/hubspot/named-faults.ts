import { type Fault, transportFaults } from '../faults/fault.js';
import type { StandInAnswer } from '../http/exchange.js';
import * as edge from './edge-pages.js';
import * as errors from './errors.js';

const EXPIRY = Date.parse('2026-03-10T23:04:41.164Z');

const answer = ({ status, headers, body }: StandInAnswer): Fault => ({
  kind: 'answer',
  status,
  ...(headers && { headers }),
  body,
});

/** Everything that HubSpot is known to answer instead of contacts, by name. */
export const hubSpotFaults = {
  ...transportFaults,
  'invalid-input': answer(errors.invalidInput('Property values were not valid')),
  'unparsable-parameter': answer(errors.unparsableParameter('after')),
  'unparsable-json': answer(
    errors.unparsableJson('Cannot build PublicSearchRequest, some of required attributes are not set'),
  ),
  'token-unknown': answer(errors.unknownToken),
  'token-expired': answer(errors.expiredToken(EXPIRY, EXPIRY)),
  'token-malformed': answer(edge.malformedToken),
  'scope-missing': answer(errors.scopeMissing),
  'resource-not-found': answer(errors.resourceNotFound),
  'route-unknown': answer(edge.unknownRoute),
  conflict: answer(errors.conflict),
  'uri-too-large': answer(edge.uriTooLarge),
  'too-many-identities': answer(errors.tooManyIdentities),
  locked: answer(errors.locked),
  'ten-secondly-limit': answer(errors.tenSecondlyLimit()),
  'ten-secondly-limit-retry-after': answer(errors.tenSecondlyLimit(1)),
  'secondly-limit': answer(errors.secondlyLimit),
  'daily-limit': answer(errors.dailyLimit),
  'edge-limit': answer(edge.tooManyRequests),
  migrating: answer(errors.migrating),
  'internal-error': answer(errors.internalError),
  'bad-gateway': answer(edge.badGateway),
  unavailable: answer(edge.unavailable),
  'gateway-timeout': answer(edge.gatewayTimeout),
  'server-down': answer(edge.serverDown),
  'connection-timed-out': answer(edge.connectionTimedOut),
  'origin-unreachable': answer(edge.originUnreachable),
  'origin-timed-out': answer(edge.originTimedOut),
} as const satisfies Readonly<Record<string, Fault>>;

export type HubSpotFaultName = keyof typeof hubSpotFaults;
