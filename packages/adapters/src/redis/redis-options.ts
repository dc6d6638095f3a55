export interface RedisCacheOptions {
  /**
   * `redis://` or, for TLS, `rediss://`, with user, password and number of the database where there are any. One is a single
   * server. Several are nodes of one cluster, which name the others: user, password and TLS are those of the first.
   */
  readonly urls: readonly string[];
  /** Put before every key. */
  readonly prefix: string;
  /**
   * The longest silence of Redis, in milliseconds, while it owes a connection or an answer. A command that waits behind large
   * values of our own is not late as long as something arrives. 2000 unless given.
   */
  readonly timeoutMs?: number;
}
