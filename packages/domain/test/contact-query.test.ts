import {
  compareIds,
  type Contact,
  type ContactQuery,
  type ContactRecord,
  type ContactSnapshot,
  toContact,
} from '@contacts-gateway/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import { platform } from './platform.js';
import { boundaries, others, snapshotOf } from './snapshot-model.js';

interface Selected {
  readonly contacts: readonly Contact[];
  readonly hasMore: boolean;
}

/** As a caller takes it, in both forms that a run has. */
function selected(snapshot: ContactSnapshot, query: ContactQuery): Selected {
  const steps = snapshot.select(query);
  const contacts: Contact[] = [];
  for (;;) {
    const { value, done } = steps.next();
    if (done === true) return { contacts, hasMore: value };
    for (const run of value) {
      const listed = JSON.parse(`[${platform.decode(run.json)}]`) as Contact[];
      const target = new Uint8Array(run.linesLength);
      run.writeLines(target);
      const lines = platform.decode(target).split('\n');
      expect(lines.pop()).to.equal('');
      expect(lines.map((line) => JSON.parse(line) as Contact)).to.deep.equal(listed);
      expect([run.size, run.lastId]).to.deep.equal([listed.length, listed.at(-1)!.id]);
      contacts.push(...listed);
    }
  }
}

/** What the snapshot must agree with. */
function filtered(records: readonly ContactRecord[], { after, limit, email, issue }: ContactQuery): Selected {
  const matching = records
    .map(({ contact }) => contact)
    .filter(({ id }) => after === undefined || compareIds(id, after) > 0)
    .filter((contact) => email === undefined || contact.email.toLowerCase() === email.toLowerCase())
    .filter(({ issues = [] }) => issue === undefined || issues.some(({ code }) => code === issue));
  return { contacts: matching.slice(0, limit), hasMore: matching.length > (limit ?? Infinity) };
}

const fields = fc.record({
  firstName: fc.constantFrom('Ada', '', '},{"id":"', ',\n{"i', '🎉'),
  email: fc.constantFrom('ada@example.com', 'ADA@Example.com', 'grace@example.com', 'no address', ''),
});
const records = (ids: readonly string[]): fc.Arbitrary<ContactRecord[]> =>
  fc.array(fields, { minLength: ids.length, maxLength: ids.length }).map((all) =>
    ids.map((id, index) => ({
      contact: toContact({ id, ...all[index]!, lastName: '', source: 'x' }),
      formerIds: [],
    })),
  );
const some = [...boundaries.slice(0, 9), ...others.slice(0, 300), '1', 'ü'].sort(compareIds);
const queries = fc.record(
  {
    after: fc.constantFrom('0', '1', ...some.slice(0, 20), ...others.slice(120, 140), '99999999'),
    limit: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(127, 128, 129, 1000)),
    email: fc.constantFrom('ada@example.com', 'Ada@EXAMPLE.com', 'none@example.com'),
    issue: fc.constantFrom('suspect' as const, 'invalid-email' as const),
  },
  { requiredKeys: [] },
);

describe('what is asked of a snapshot', () => {
  it('is answered with just the contacts that it names, in order, and with whether there are more', () => {
    const all = fc.subarray(some).chain(records);
    fc.assert(
      fc.property(all, queries, (stored, query) => {
        expect(selected(snapshotOf(stored), query)).to.deep.equal(filtered(stored, query));
      }),
      { numRuns: 500 },
    );
  });

  it('is found page after page by the last id, each contact once', () => {
    fc.assert(
      fc.property(records(others.slice(0, 500)), queries, fc.integer({ min: 20, max: 400 }), (stored, query, limit) => {
        const snapshot = snapshotOf(stored);
        const { limit: _limit, ...unlimited } = query;
        const found: Contact[] = [];
        for (let at: ContactQuery = unlimited, hasMore = true; hasMore;) {
          const page = selected(snapshot, { ...at, limit });
          found.push(...page.contacts);
          ({ hasMore } = page);
          at = { ...at, after: found.at(-1)?.id ?? '' };
        }
        expect(found).to.deep.equal(filtered(stored, unlimited).contacts);
      }),
      { numRuns: 30 },
    );
  });

  it('is looked for in small steps, so that whoever asks can pause', () => {
    const snapshot = snapshotOf(others.slice(0, 9000).map((id) => ({ contact: contactOf(id), formerIds: [] })));
    const steps = [...snapshot.select({})].map((runs) => runs.reduce((sum, { size }) => sum + size, 0));
    expect(Math.max(...steps)).to.be.at.most(128);
    expect([...snapshot.select({ email: 'none@example.com' })]).to.have.length(steps.length);
  });
});

const contactOf = (id: string): Contact =>
  toContact({ id, firstName: 'Ada', lastName: '', email: 'ada@example.com', source: 'x' });
