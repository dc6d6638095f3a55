import { type ContactFields, toContact } from '@contacts-gateway/domain';
import { expect } from 'chai';
import fc from 'fast-check';
import isEmail from 'validator/lib/isEmail.js';

const contact = (fields: Partial<ContactFields>) =>
  toContact({ id: '7', firstName: '', lastName: '', email: '', source: 'test', ...fields });

describe('a contact', () => {
  it('has exactly four keys, in order, when there is nothing to say of it', () => {
    const json = JSON.stringify(contact({ firstName: 'Ada', lastName: 'Byron', email: 'ada@people.example' }));
    expect(json).to.equal('{"id":"7","name":"Ada Byron","email":"ada@people.example","source":"test"}');
  });

  describe('its name', () => {
    const names: [what: string, first: string, last: string, name: string][] = [
      ['a first name alone', 'Ada', '', 'Ada'],
      ['a last name alone', '', 'Byron', 'Byron'],
      ['names with white space around them', '  Ada ', '\tByron\u00a0', 'Ada Byron'],
      ['names with runs of white space inside', 'Ada  Augusta', 'King\n Noel', 'Ada Augusta King Noel'],
      ['nothing but white space', '\u2003', '\ufeff', ''],
      ['decomposed letters', 'Ge\u0301rard', 'N\u0303', 'Gérard Ñ'],
      ['white space that normalisation changes, and an emoji', '\u2001Ada', '🎉', 'Ada 🎉'],
    ];
    for (const [what, firstName, lastName, name] of names) {
      it(`is clean for ${what}`, () => {
        expect(contact({ firstName, lastName }).name).to.equal(name);
      });
    }
  });

  describe('its address', () => {
    const accepted: [what: string, email: string][] = [
      ['dots and a plus sign', 'a.b+c@people.example'],
      ['capitals', 'Ada@People.EXAMPLE'],
      ['letters beyond ASCII', 'üser@bücher.example'],
      ['an international top level', 'user@people.삼성'],
    ];
    for (const [what, email] of accepted) {
      it(`stays as written with ${what}`, () => {
        expect(contact({ email, firstName: 'Ada' }))
          .to.include({ email })
          .and.not.have.property('issues');
      });
    }

    it('is trimmed', () => {
      expect(contact({ email: ' ada@people.example\n' }).email).to.equal('ada@people.example');
    });

    const rejected: [what: string, value: string][] = [
      ['a word', 'ada'],
      ['an address without a domain', 'ada@'],
      ['one without a top level', 'a@b'],
      ['one with a display name', 'Ada <ada@people.example>'],
      ['one with a quoted local part', '"ada"@people.example'],
      ['one with two at signs', 'a@b@people.example'],
      ['one without any', 'ada at people.example'],
      ['one with half a surrogate pair', 'ad\ud83d@people.example'],
    ];
    for (const [what, value] of rejected) {
      it(`is empty for ${what}, which is kept as an issue`, () => {
        const { email, issues } = contact({ email: ` ${value} `, firstName: 'Ada' });
        expect({ email, issues }).to.deep.equal({ email: '', issues: [{ code: 'invalid-email', value }] });
      });
    }
  });

  it('has the addresses that the library accepts, also where lengths are not counted', () => {
    const part = fc.stringMatching(/^[a-z.+%-]{1,70}$/);
    const address = fc
      .tuple(part, part, fc.constantFrom('com', 'example', 'c', ''))
      .map((parts) => `${parts[0]}@${parts[1]}.${parts[2]}`);
    fc.assert(
      fc.property(address, (email) => {
        const isAccepted = isEmail.default(email, { blacklisted_chars: '"' });
        expect(contact({ email }).email).to.equal(isAccepted ? email : '');
      }),
      { numRuns: 2000 },
    );
  });

  it('is suspect without name and address', () => {
    expect(contact({ firstName: ' ', email: ' ' }).issues).to.deep.equal([{ code: 'suspect' }]);
  });

  it('is suspect when its only address is invalid, and says that first', () => {
    expect(contact({ email: 'ada' }).issues).to.deep.equal([
      { code: 'invalid-email', value: 'ada' },
      { code: 'suspect' },
    ]);
  });

  it('is made of any text whatever, and loses none of an address', () => {
    const any = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(
        any,
        any,
        fc.oneof(
          any,
          fc.tuple(any, any).map((parts) => parts.join('@')),
        ),
        (first, last, email) => {
          const made = toContact({ id: '1', firstName: first, lastName: last, email, source: 'scripted' });
          const kept = made.issues?.find((issue) => issue.code === 'invalid-email')?.value;
          expect(kept ?? made.email).to.equal(email.trim());
        },
      ),
      { numRuns: 1000 },
    );
  });
});
