import type { ContactPage } from '@contacts-gateway/domain';
import { readContactList } from './contact-list.js';
import { CursorProgress } from './cursor-progress.js';
import type { Listed } from './contact-requests.js';
import type { CallOptions, HubSpotApi } from './hubspot-api.js';

/** The pages of a list to its end, each with the time, by HubSpot's clock, at which it was sent. */
export async function* contactPages(
  api: HubSpotApi,
  listed: Listed,
  options: CallOptions,
): AsyncGenerator<{ readonly page: ContactPage; readonly sentAt: number }> {
  const progress = new CursorProgress();
  let cursor: string | undefined;
  do {
    const { json, sentAt } = await api.list(listed, cursor, options);
    const { page, after } = readContactList(json);
    yield { page, sentAt };
    if (after !== undefined) progress.check(after, page);
    cursor = after;
  } while (cursor !== undefined);
}
