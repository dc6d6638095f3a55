/** What a URL says of a server. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly username: string;
  readonly password: string;
  readonly database: number;
  readonly tls: boolean;
}

/** @throws TypeError, without the URL: it may hold a password. */
export function serverAddress(url: string): ServerAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const database = Number(parsed?.pathname.slice(1));
  if (!parsed?.hostname || !/^rediss?:$/.test(parsed.protocol) || !Number.isInteger(database)) {
    throw new TypeError('a URL of Redis is redis:// or rediss://, a host, and perhaps the number of a database');
  }
  return {
    host: parsed.hostname.replace(/^\[|\]$/g, ''),
    port: Number(parsed.port) || 6379,
    username: decodeURIComponent(parsed.username),
    password: decodeURIComponent(parsed.password),
    database,
    tls: parsed.protocol === 'rediss:',
  };
}
