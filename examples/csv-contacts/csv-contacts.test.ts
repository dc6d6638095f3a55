import { contactSourceContract, honours } from '@contacts-gateway/domain/contracts';
import { type ContactPage, ContactDirectory, isContactsError } from '@contacts-gateway/domain';
import { MemoryCache } from '@contacts-gateway/adapters/memory';
import { nodePlatform } from '@contacts-gateway/adapters/node';
import assert from 'node:assert/strict';
import { CsvContacts } from './csv-contacts.js';
import { csvContacts } from './rig.js';

honours(csvContacts, contactSourceContract, { describe, it });

const HEADER = 'Record ID,First Name,Last Name,Email';

/** A file in memory, of which each read answers as much as there is room for. */
function fileOf(content: string | Uint8Array, change: { mtimeNs: bigint } = { mtimeNs: 1n }) {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const opened = { reads: 0 };
  const open = async () => {
    let at = 0;
    return {
      async read(buffer: Uint8Array) {
        opened.reads += 1;
        const piece = bytes.subarray(at, at + buffer.length);
        buffer.set(piece);
        at += piece.length;
        return { bytesRead: piece.length };
      },
      stat: async () => ({ mtimeNs: change.mtimeNs, size: BigInt(bytes.length) }),
      close: async () => {},
    };
  };
  return { contacts: new CsvContacts(open), opened, change };
}

async function pagesOf(contacts: CsvContacts): Promise<readonly ContactPage[]> {
  const pages: ContactPage[] = [];
  for await (const page of contacts.walk()) pages.push(page);
  return pages;
}

/** Of a file, each contact as `id name`. */
async function found(content: string | Uint8Array): Promise<readonly string[]> {
  const pages = await pagesOf(fileOf(content).contacts);
  return pages.flatMap(({ records }) => records.map(({ contact }) => `${contact.id} ${contact.name}`));
}

/** Enough for several pieces. */
const manyRows = (count: number): string =>
  Array.from(
    { length: count },
    (_, index) => `${index + 1},Person${index + 1},Example,p${index + 1}@people.example\n`,
  ).join('');

describe('a CSV file', () => {
  it('may begin with a byte order mark', async () => {
    assert.deepEqual(await found(`\u{feff}${HEADER}\n7,Ada,Example,`), ['7 Ada Example']);
  });

  it('may have commas, quotes and line breaks in its values', async () => {
    assert.deepEqual(await found(`${HEADER}\n7,"Ada ""the\nfirst""","Example, née Sample",\n8,Bob,,\n`), [
      '7 Ada "the first" Example, née Sample',
      '8 Bob',
    ]);
  });

  for (const [name, end] of Object.entries({ LF: '\n', CRLF: '\r\n', CR: '\r' }))
    it(`may end its lines with ${name}`, async () => {
      assert.deepEqual(await found([HEADER, '7,Ada,,', '8,Bob,,', ''].join(end)), ['7 Ada', '8 Bob']);
    });

  it('may have its columns in any order, and others between them', async () => {
    assert.deepEqual(await found('Email,City,Last Name,Record ID,First Name\n,Sampleton,Example,7,Ada\n'), [
      '7 Ada Example',
    ]);
  });

  it('may list a contact twice: the later row holds, wherever it stands', async () => {
    assert.deepEqual(await found(`${HEADER}\n7,Ada,,\n7,Cleo,,\n8,Bob,,\n`), ['7 Cleo', '8 Bob']);
    const { contacts } = fileOf(`${HEADER}\n7,Ada,,\n${manyRows(3000)}7,Cleo,,\n`);
    const state = (await contacts.read(['7'])).get('7');
    assert.equal(state?.kind === 'contact' && state.contact.name, 'Cleo');
  });

  it('may cut a character in two where a piece of it ends', async () => {
    const names = await found(`${HEADER}\n${Array.from({ length: 40_000 }, (_, id) => `${id},é日🗂,,\n`).join('')}`);
    assert.ok(names.length === 40_000 && names.every((name) => name.endsWith(' é日🗂')));
  });

  it('is read piece by piece, one for each page', async () => {
    const { contacts, opened } = fileOf(`${HEADER}\n${manyRows(20_000)}`);
    const pages = contacts.walk()[Symbol.asyncIterator]();
    for (let page = 1; page <= 10; page += 1) {
      await pages.next();
      assert.equal(opened.reads, page);
    }
  });

  it('has ids that a spreadsheet may have rounded: such rows are set aside, for nobody knows whose they are', async () => {
    const pages = await pagesOf(fileOf(`${HEADER}\n1.06E+11,Ada,,\n,Bob,,\n8,Cleo,,\n`).contacts);
    assert.deepEqual(
      pages.flatMap(({ skipped }) => skipped),
      [undefined, undefined],
    );
    assert.equal(pages.flatMap(({ records }) => records).length, 1);
  });

  const invalid: Record<string, readonly [string | Uint8Array, RegExp]> = {
    'is empty': ['', /it is empty/],
    'lacks a column': ['Record ID,First Name,Last Name\n', /it has no column "Email"/],
    'is of another kind': [Buffer.from(`${HEADER}\n7,Ada,,\n`, 'utf16le'), /it has no column|CSV_/],
    'has a quote that nothing closes': [`${HEADER}\n7,"Ada,,\n8,Bob,,\n`, /CSV_QUOTE_NOT_CLOSED in line/],
    'has a row without an end': [`${HEADER}\n7,"${'a'.repeat(2_000_000)}`, /CSV_MAX_RECORD_SIZE in line/],
    'breaks off in the middle of a row': [`${HEADER}\n7,Ada,,\n8,Bo`, /it breaks off/],
  };
  for (const [what, [content, problem]] of Object.entries(invalid))
    it(`that ${what} is an invalid answer, and the error says no more than that`, async () => {
      const error: unknown = await found(content).catch((thrown: unknown) => thrown);
      assert.ok(isContactsError(error) && error.code === 'source_answer_invalid', String(error));
      assert.match(error.message, problem);
      assert.equal(error.cause, undefined);
    });

  it('that is written to while it is read is an invalid answer', async () => {
    const { contacts, change } = fileOf(`${HEADER}\n7,Ada,,\n`);
    const pages = contacts.walk()[Symbol.asyncIterator]();
    await pages.next();
    change.mtimeNs = 2n;
    const following = async () => {
      while (!(await pages.next()).done);
    };
    await assert.rejects(following, { code: 'source_answer_invalid' });
  });

  it('fills a directory, and is not read again until there is another', async () => {
    const { contacts, opened, change } = fileOf(`${HEADER}\n${manyRows(3000)}`);
    const limits = { ttlMs: 0, staleMs: 1000, staleIfErrorMs: 1000, reconcileMs: 86_400_000 };
    const directory = new ContactDirectory(contacts, new MemoryCache(), limits, nodePlatform(30_000));
    await directory.keepFresh();
    assert.equal((await directory.read()).snapshot.size, 3000);
    await directory.keepFresh();
    const { reads } = opened;
    await directory.keepFresh();
    assert.equal(opened.reads, reads);
    change.mtimeNs = 2n;
    await directory.keepFresh();
    assert.ok(opened.reads > reads);
    await directory.close();
  });
});
