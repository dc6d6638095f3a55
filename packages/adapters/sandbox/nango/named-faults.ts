import { type Fault, transportFaults } from '../faults/fault.js';
import type { StandInAnswer } from '../http/exchange.js';
import { connectionBody } from './connection.js';
import * as errors from './errors.js';

const NOW = Date.parse('2026-03-01T10:20:00.000Z');
const names = { connectionId: 'sandbox-connection', integrationId: 'hubspot' };
const withoutCredentials = connectionBody(names, NOW, undefined);
const failed = connectionBody(names, NOW, undefined, [{ type: 'auth', log_id: '1795326030755_wTaArqpf' }]);
const expired = connectionBody(names, NOW, { token: 'sandbox-access-token-expired', expiresAt: NOW });
const missing = { code: 'invalid_type', message: 'Invalid input: expected string, received undefined' };

const answer = ({ status, headers, body }: StandInAnswer): Fault => ({
  kind: 'answer',
  status,
  ...(headers && { headers }),
  body,
});

/** Everything that Nango is known to answer instead of a token, by name. */
export const nangoFaults = {
  ...transportFaults,
  'header-missing': answer(errors.headerMissing),
  'key-malformed': answer(errors.keyMalformed),
  'key-unknown': answer(errors.keyUnknown),
  'database-down': answer(errors.databaseDown),
  'query-invalid': answer(errors.invalidQuery({ ...missing, path: ['provider_config_key'] })),
  'path-invalid': answer(errors.invalidPath({ ...missing, path: ['connectionId'] })),
  'integration-unknown': answer(errors.unknownIntegration),
  'connection-unknown': answer(errors.unknownConnection),
  'without-credentials': answer({ status: 200, body: withoutCredentials }),
  'expired-token': answer({ status: 200, body: expired }),
  'refresh-forbidden': answer(errors.refreshForbidden),
  'scope-insufficient': answer(errors.scopeInsufficient),
  'refresh-failed': answer(errors.refreshFailed(failed)),
  'backing-off': answer(errors.backingOff(failed)),
  'refresh-exhausted': answer(errors.refreshExhausted(failed)),
  throttled: answer(errors.throttled('/connections/sandbox-connection', 55)),
  'throttled-edge': answer(errors.throttled('/connections/sandbox-connection', 0)),
  'server-error': answer(errors.serverError),
  'support-error': answer(errors.supportError),
} as const satisfies Readonly<Record<string, Fault>>;

export type NangoFaultName = keyof typeof nangoFaults;
