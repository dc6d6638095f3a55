import type { ContactIssue, ContactSnapshot, SnapshotPage } from '@contacts-gateway/domain';
import { setImmediate } from 'node:timers/promises';

type Code = ContactIssue['code'];
type Counts = Readonly<Record<Code, number>>;

/** How an issue begins in the JSON of a page. Within a text its quotation marks would be escaped. */
const beginnings = Object.entries({ 'invalid-email': 0, suspect: 0 } satisfies Counts).map(
  ([code]) => [code as Code, Buffer.from(`{"code":"${code}"`)] as const,
);

/** Pages never change, and versions share them: each is looked through once. */
const known = new WeakMap<SnapshotPage, Counts>();

/** How many contacts have each issue. Others are served after each page that is new. */
export async function issueCounts({ pages }: ContactSnapshot): Promise<Counts> {
  const sum = { 'invalid-email': 0, suspect: 0 };
  for (const page of pages) {
    let counts = known.get(page);
    if (!counts) {
      known.set(page, (counts = countsOf(page)));
      await setImmediate();
    }
    for (const [code] of beginnings) sum[code] += counts[code];
  }
  return sum;
}

function countsOf({ json }: SnapshotPage): Counts {
  const bytes = Buffer.from(json.buffer, json.byteOffset, json.length);
  return Object.fromEntries(beginnings.map(([code, begin]) => [code, occurrences(bytes, begin)])) as Counts;
}

function occurrences(bytes: Buffer, sought: Buffer): number {
  let count = 0;
  for (let at = bytes.indexOf(sought); at !== -1; at = bytes.indexOf(sought, at + sought.length)) count += 1;
  return count;
}
