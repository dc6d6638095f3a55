/** What may be wrong with Nango, its key or its connection. All may be changed at any time. */
export interface NangoSwitches {
  /** HubSpot does not grant a new token: the refresh fails, and a plain read is refused for 30 s after that. */
  refreshFails: boolean;
  /** Refreshes failed on several days: only a forced refresh that succeeds ends it. */
  refreshExhausted: boolean;
  /** The connection has no refresh token: an expired access token is handed out as it is. */
  withoutRefreshToken: boolean;
  /** What the key may read: `connections` shows them without credentials. */
  keyScope: 'credentials' | 'connections' | 'none';
  databaseDown: boolean;
}

export const defaultNangoSwitches: NangoSwitches = {
  refreshFails: false,
  refreshExhausted: false,
  withoutRefreshToken: false,
  keyScope: 'credentials',
  databaseDown: false,
};

export const nangoSwitchChoices: Readonly<Record<string, readonly string[]>> = {
  keyScope: ['credentials', 'connections', 'none'],
};
