import { isIP } from 'node:net';
import { z } from 'zod';

const YEAR_SECONDS = 365 * 86_400;

/**
 * A variable's text, parsed. The expectation completes the sentence "VARIABLE …": it never holds the value, which may
 * be a secret in the wrong place.
 */
const value = <T>(expectation: string, parse: (text: string) => T | undefined) =>
  z.string().transform((text, context): T => {
    const parsed = parse(text);
    if (parsed !== undefined) return parsed;
    context.addIssue(expectation);
    return z.NEVER;
  });

export const text = (expectation: string, fits: (text: string) => boolean) =>
  value(expectation, (raw) => (fits(raw) ? raw : undefined));

export const wholeNumber = (least: number, most: number) =>
  value(`must be a whole number from ${least} to ${most}`, (raw) => {
    const number = /^\d{1,15}$/.test(raw) ? Number(raw) : NaN;
    return number >= least && number <= most ? number : undefined;
  });

/** Seconds in the environment, milliseconds in the program. */
export const secondsAsMs = (most = YEAR_SECONDS) =>
  value(`must be a number of seconds from 0 to ${most}`, (raw) => {
    const number = /^\d{1,15}(\.\d{1,3})?$/.test(raw) ? Number(raw) : NaN;
    return number <= most ? number * 1000 : undefined;
  });

export const flag = () =>
  value('must be true or false', (raw) => (raw === 'true' ? true : raw === 'false' ? false : undefined));

export const oneOf = <const T extends string>(choices: readonly T[]) =>
  value(`must be one of: ${choices.join(', ')}`, (raw) => choices.find((choice) => choice === raw));

/** A URL below which paths are appended. */
export const baseUrl = () =>
  value('must be an http or https URL without user, query or fragment', (raw) =>
    /^https?:\/\/[^\s\\?#@]+$/i.test(raw) && URL.canParse(raw) ? new URL(raw).href.replace(/\/+$/, '') : undefined,
  );

export const host = () =>
  text(
    'must be an IP address or a host name',
    (raw) =>
      isIP(raw) !== 0 || (/^([a-z\d]([a-z\d-]*[a-z\d])?\.)*[a-z]([a-z\d-]*[a-z\d])?$/i.test(raw) && raw.length <= 253),
  );

/** Separated by commas, or by line breaks as in a file; an empty text is an empty list. */
export const list = (expectation: string, fits: (item: string) => boolean) =>
  value(expectation, (raw) => {
    const items = raw.trim() === '' ? [] : raw.split(/,|\r?\n/).map((item) => item.trim());
    return items.every(fits) ? items : undefined;
  });

/** One server, or nodes of one cluster, in which there is only the database 0. */
export const redisUrls = () =>
  value('must be a redis:// or rediss:// URL, or several of one cluster, comma-separated', (raw) => {
    const urls = raw.split(',').map((item) => item.trim());
    const path = urls.length === 1 ? /^\/?\d{0,4}$/ : /^\/?0?$/;
    return urls.every((url) => isRedisUrl(url, path)) ? urls : undefined;
  });

function isRedisUrl(url: string, path: RegExp): boolean {
  if (!/^rediss?:\/\/[^\s\\?#]+$/i.test(url) || !URL.canParse(url)) return false;
  const { hostname, pathname, username, password } = new URL(url);
  return hostname !== '' && path.test(pathname) && isEncoded(username) && isEncoded(password);
}

/** Whether every percent sign begins two digits, and these are UTF-8. */
function isEncoded(raw: string): boolean {
  try {
    decodeURIComponent(raw);
    return true;
  } catch {
    return false;
  }
}
