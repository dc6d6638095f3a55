export interface HeldToken {
  readonly token: string;
  /** In Unix milliseconds; Infinity when it does not expire. */
  readonly expiresAt: number;
}

export interface ConnectionNames {
  readonly connectionId: string;
  readonly integrationId: string;
}

const FIRST_SEEN = Date.parse('2026-03-01T10:00:00.000Z');

/** A connection as Nango shows it. Without a token its `credentials` are empty, which is a success all the same. */
export function connectionBody(
  { connectionId, integrationId }: ConnectionNames,
  now: number,
  held: HeldToken | undefined,
  errors: readonly unknown[] = [],
): unknown {
  return {
    id: 1,
    connection_id: connectionId,
    provider_config_key: integrationId,
    provider: 'hubspot',
    errors,
    end_user: null,
    tags: {},
    metadata: {},
    connection_config: {},
    webhook_url_override: null,
    created_at: withOffset(FIRST_SEEN),
    updated_at: withOffset(now),
    last_fetched_at: withOffset(now),
    credentials: held ? credentials(held) : {},
  };
}

function credentials({ token, expiresAt }: HeldToken): unknown {
  const expiry = expiresAt < Infinity && { expires_at: new Date(expiresAt).toISOString() };
  const shown = { type: 'OAUTH2', access_token: token, ...expiry };
  return { ...shown, raw: shown };
}

/** Outside the credentials Nango's timestamps end in an offset. */
const withOffset = (time: number): string => new Date(time).toISOString().replace('Z', '+00:00');
