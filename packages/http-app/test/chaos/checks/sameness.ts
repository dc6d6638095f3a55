import { createHash } from 'node:crypto';
import type { Answer } from '../exchange.js';

/** The same tag stands for the same bytes, whichever instance sends them, and is one of the version that it is sent with. */
export class SamenessCheck {
  readonly #digests = new Map<string, string>();

  faultsOf({ question: { method, target, headers: asked }, status, headers, body }: Answer): string[] {
    const tag = headers.get('etag');
    const version = headers.get('x-contacts-version');
    if (tag === null || version === null) return [];
    const faults = tag.startsWith(`"${version}-`) ? [] : ['the tag is not one of the version'];
    if (status === 304)
      return tag === asked['If-None-Match'] ? faults : [...faults, 'it has not changed, and has another tag'];
    if (status !== 200 || method === 'HEAD') return faults;
    const digest = createHash('sha256').update(body).digest('hex');
    const of = `${target} ${tag}`;
    const before = this.#digests.get(of) ?? digest;
    this.#digests.set(of, before);
    return before === digest ? faults : [...faults, 'the same tag has been sent with other bytes'];
  }
}
