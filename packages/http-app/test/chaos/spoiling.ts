import type { Answer, Question } from './exchange.js';

export const ask = (target: string, headers: Record<string, string> = {}): Question => ({
  method: 'GET',
  target,
  headers,
});

/** With another body, and its length. */
export function spoiled(answer: Answer, spoil: (text: string) => string): Answer {
  const body = Buffer.from(spoil(answer.body.toString()));
  const length = answer.headers.has('content-length') && { 'Content-Length': String(body.length) };
  return { ...relabelled(answer, { ...length }), body };
}

/** With some headers of another value; without those that have an empty one. */
export function relabelled(answer: Answer, labels: Record<string, string>): Answer {
  const headers = new Headers(answer.headers);
  for (const [name, value] of Object.entries(labels)) {
    if (value === '') headers.delete(name);
    else headers.set(name, value);
  }
  return { ...answer, headers };
}

export const later = (answer: Answer, ms: number): Answer => ({
  ...answer,
  askedAt: answer.askedAt + ms,
  endedAt: answer.endedAt + ms,
});

export const inVersion = (answer: Answer, version: string): Answer =>
  relabelled(answer, {
    'X-Contacts-Version': version,
    ETag: answer.headers.get('etag')!.replace(/^"\w+/, `"${version}`),
  });

export const firstId = (answer: Answer): string => /"id":"(\d+)"/.exec(answer.body.toString())![1]!;
