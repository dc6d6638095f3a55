/** An answer may take long, and HubSpot's index lags behind its truth. */
export const MARGIN_MS = 120_000;

/** Up to where changes are known, in Unix milliseconds by HubSpot's clock. */
export interface Moments {
  /** Whatever was modified before has been found, as far as search knew of it by then. */
  readonly recent: number;
  /** Whatever was modified before has been found, search having had its time. At most `recent`. */
  readonly settled: number;
  /** When the archive was last listed, or need not have been. */
  readonly swept: number;
}

/** A walk reads the truth, and needs no search to have had its time. */
export function checkpointOfWalk(firstSentAt: number): string {
  const moment = firstSentAt - MARGIN_MS;
  return checkpointText({ recent: moment, settled: moment, swept: moment });
}

/** ISO dates, the recent one first: of two texts the later one sorts higher. Whatever follows does not matter to `readCheckpoint`. */
export const checkpointText = ({ recent, settled, swept }: Moments): string =>
  [recent, settled, swept].map((ms) => new Date(ms).toISOString()).join('/');

/** Undefined for a text that is no checkpoint of ours. */
export function readCheckpoint(text: string): Moments | undefined {
  const [recent, settled, swept] = text.split('/').map(isoDate);
  return recent === undefined || settled === undefined || swept === undefined ? undefined : { recent, settled, swept };
}

/** Undefined also for a date that is written in another way. */
function isoDate(text: string): number | undefined {
  const ms = Date.parse(text);
  return Number.isNaN(ms) || new Date(ms).toISOString() !== text ? undefined : ms;
}
