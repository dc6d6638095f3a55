/**
 * Unix time in milliseconds, NaN for what is no HTTP date. Date.parse alone would take numbers and lists for dates; an HTTP date
 * begins with the name of a day.
 */
export const httpDate = (text = ''): number => (/^[A-Z][a-z]{2}/.test(text) ? Date.parse(text) : NaN);
