import type { ContactSnapshot, SnapshotPage } from '@contacts-gateway/domain';
import { deflate, deflateSmall } from '../gzip/deflated.js';
import { GzipMember } from '../gzip/gzip-member.js';
import { json } from './list-format.js';
import { oncePer } from './once-per.js';
import { PreparedList } from './prepared-list.js';

/** All contacts of a snapshot as JSON, made once. */
export const jsonList = oncePer((snapshot: ContactSnapshot) => {
  const pages = snapshot.pages.map((page) => page.json);
  return Promise.resolve(new PreparedList(joined(pages, json), {}));
});

/** The same as gzip. What has not changed since another version is not deflated again. */
export const gzipList = oncePer(async ({ pages }: ContactSnapshot) => {
  const parts = joined(await Promise.all(pages.map(deflatedPage)), deflatedMarks);
  const member = new GzipMember();
  const pieces = [member.begin, ...parts.map((part) => member.part(part)), member.end()];
  return new PreparedList(pieces, { 'Content-Encoding': 'gzip' });
});

const deflatedPage = oncePer((page: SnapshotPage) => deflate(page.json));

const deflatedMarks = {
  open: deflateSmall(json.open),
  between: deflateSmall(json.between),
  close: deflateSmall(json.close),
};

const joined = <T>(pages: readonly T[], marks: { readonly open: T; readonly between: T; readonly close: T }): T[] => [
  marks.open,
  ...pages.flatMap((page, index) => (index === 0 ? [page] : [marks.between, page])),
  marks.close,
];
