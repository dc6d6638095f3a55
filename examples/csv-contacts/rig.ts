import type { Adapter, Person, SourceRig } from '@contacts-gateway/domain/contracts';
import { type FileHandle, mkdtemp, open, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CsvContacts } from './csv-contacts.js';

const NO_TOKEN = 'a file needs no token';
const NO_SERVICE = 'a file is no service that answers with a status or a limit';
const NO_FEED = 'a file does not say what has changed in it';

export const csvContacts: Adapter<SourceRig> = {
  name: 'CsvContacts',
  cannot: {
    namesChangesAfterMs: NO_FEED,
    namesRemovalsAfterMs: NO_FEED,
    stumble: 'nothing is worth another attempt at once',
    longWalks: 'a file does not say how many rows it has',
    source_token_refused: NO_TOKEN,
    token_unavailable: NO_TOKEN,
    token_provider_misconfigured: NO_TOKEN,
    source_rate_limited: NO_SERVICE,
    source_unexpected_status: NO_SERVICE,
    asksToWait: NO_SERVICE,
    endlessPages: 'no piece of a file leads to another',
    endlessEmptyPages: 'no piece of a file leads to another',
    refuseToken: NO_TOKEN,
    logged: 'it tells nobody but who calls it',
  },
  async open() {
    const folder = await mkdtemp(join(tmpdir(), 'csv-contacts-'));
    const path = join(folder, 'contacts.csv');
    const account = new Map<string, Row>();
    const removed = new Map<string, Row>();
    let blankLines = 0;
    let listings = 1;
    let time = Date.now();
    let created = 0;
    /** What stands before each value but the first of a row. */
    let before = ',"';
    /** Of whom there are two rows: who the second one is. */
    const twice = new Map<string, Person>();
    let requests = 0;
    const opened: FileHandle[] = [];
    /** Before each call to the file system. */
    let trouble: (() => Promise<void>) | undefined;
    /** After each. */
    let release: Promise<unknown> | undefined;

    const asked = async <T>(call: () => Promise<T>): Promise<T> => {
      requests += 1;
      await trouble?.();
      const answer = await call();
      await release;
      return answer;
    };
    const openExport = async () => {
      // A new one each time, be it equal to the one before, and in its place once it is complete.
      time += 1;
      const own = before;
      const written = `${path}.${time}`;
      await writeFile(written, exportOf(account, { twice, blankLines, listings }).replaceAll(',"', before));
      await utimes(written, time / 1000, time / 1000);
      const file = await open(written);
      await rename(written, path);
      opened.push(file);
      return {
        read: (buffer: Uint8Array) =>
          asked(async () => {
            const answer = await file.read(buffer);
            // The file is from before the trouble.
            if (before !== own) buffer.set(new TextEncoder().encode('a"'.repeat(buffer.length / 2)));
            return answer;
          }),
        stat: (options: { readonly bigint: true }) => asked(() => file.stat(options)),
        close: () => file.close(),
      };
    };
    const failing = (code: string) => () => {
      trouble = () => Promise.reject(failureOf(code));
    };
    const create = (person: Person): string => {
      // Of different lengths, and not in their order.
      created += 1;
      const id = String((created * 7919) % 100_003);
      account.set(id, { person, formerIds: [], isWhole: true });
      return id;
    };
    const change = (id: string, row: Partial<Row>) => void account.set(id, { ...account.get(id)!, ...row });

    const beside = () => new CsvContacts(() => asked(openExport));
    return {
      source: beside(),
      beside,
      create,
      createUntidy: create,
      edit: (id, person) => change(id, { person }),
      editAtOnce: (ids, person) => ids.forEach((id) => change(id, { person })),
      remove(id) {
        removed.set(id, account.get(id)!);
        account.delete(id);
      },
      restore: (id) => void account.set(id, removed.get(id)!),
      merge(survivor, other) {
        change(survivor, { formerIds: [...account.get(survivor)!.formerIds, other, ...account.get(other)!.formerIds] });
        account.delete(other);
        return survivor;
      },
      garble: (id) => change(id, { isWhole: false }),
      advance: (ms) => void (time += ms),
      requests: () => requests,
      secrets: [],
      severalPages: 1000,
      // As many as two pieces of the file have room for.
      emptyPage: () => void (blankLines = 65_536),
      repeatedPage: () => void (listings = 2),
      listsTwice: (id, person) => void twice.set(id, person),
      disorder() {
        const rows = [...account].toReversed();
        account.clear();
        for (const [id, row] of rows) account.set(id, row);
      },
      failAfter(calls) {
        let left = calls;
        trouble = async () => {
          left -= 1;
          if (left < 0) throw failureOf('EIO');
        };
        return () => void (trouble = undefined);
      },
      hang() {
        trouble = () => new Promise(() => {});
      },
      holdAnswers() {
        let answer!: () => void;
        release = new Promise<void>((resolve) => (answer = resolve));
        return answer;
      },
      source_unreachable: failing('EIO'),
      source_scope_missing: failing('EACCES'),
      source_answer_invalid: () => void (before = ','),
      async close() {
        // Those of walks that nobody has followed to their end.
        for (const file of opened) await file.close();
        await rm(folder, { recursive: true });
      },
    };
  },
};

const failureOf = (code: string) => Object.assign(new Error(code), { code, syscall: 'read' });

interface Row {
  readonly person: Person;
  readonly formerIds: readonly string[];
  readonly isWhole: boolean;
}

interface Peculiarities {
  readonly twice: ReadonlyMap<string, Person>;
  readonly blankLines: number;
  readonly listings: number;
}

function exportOf(account: ReadonlyMap<string, Row>, { twice, blankLines, listings }: Peculiarities): string {
  const rows = [...account].flatMap(([id, row]) => {
    const second = twice.get(id);
    return second
      ? ([
          [id, row],
          [id, { ...row, person: second }],
        ] as const)
      : ([[id, row]] as const);
  });
  const lines = rows.map(([id, { person, formerIds, isWhole }]) => {
    const { firstName, lastName, email } = person;
    const made = '2026-03-10 14:05';
    const values = [id, firstName, lastName, email, made, made, formerIds.join(';')];
    return (isWhole ? values : values.slice(0, 2)).map((value) => `"${value.replaceAll('"', '""')}"`).join(',');
  });
  const header = 'Record ID,First Name,Last Name,Email,Create Date,Last Modified Date,Merged object IDs';
  return [header, ...Array<string>(blankLines).fill(''), ...Array<string[]>(listings).fill(lines).flat(), ''].join(
    '\r\n',
  );
}
