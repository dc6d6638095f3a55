import { type ContactFields, toContact } from '@contacts-gateway/domain';
import { expect } from 'chai';

const contact = (fields: Partial<ContactFields>) =>
  toContact({ id: '7', firstName: '', lastName: '', email: '', source: 'test', ...fields });

describe('a contact', () => {
  it('has exactly four keys, in order, when there is nothing to say of it', () => {
    const json = JSON.stringify(contact({ firstName: 'Ada', lastName: 'Byron', email: 'ada@people.example' }));
    expect(json).to.equal('{"id":"7","name":"Ada Byron","email":"ada@people.example","source":"test"}');
  });

  describe('its name', () => {
    const names: [first: string, last: string, name: string][] = [
      ['Ada', '', 'Ada'],
      ['', 'Byron', 'Byron'],
      ['  Ada ', '\tByron\u00a0', 'Ada Byron'],
      ['Ada  Augusta', 'King\n Noel', 'Ada Augusta King Noel'],
      ['\u2003', '\ufeff', ''],
      ['Ge\u0301rard', 'N\u0303', 'Gérard Ñ'],
      ['\u2001Ada', '🎉', 'Ada 🎉'],
    ];
    for (const [firstName, lastName, name] of names) {
      it(`is ${JSON.stringify(name)} for ${JSON.stringify([firstName, lastName])}`, () => {
        expect(contact({ firstName, lastName }).name).to.equal(name);
      });
    }
  });

  describe('its address', () => {
    for (const email of ['a.b+c@people.example', 'Ada@People.EXAMPLE', 'üser@bücher.example', 'user@people.삼성']) {
      it(`is ${email} as written`, () => {
        expect(contact({ email, firstName: 'Ada' }))
          .to.include({ email })
          .and.not.have.property('issues');
      });
    }

    it('is trimmed', () => {
      expect(contact({ email: ' ada@people.example\n' }).email).to.equal('ada@people.example');
    });

    const rejected = [
      'ada',
      'ada@',
      'a@b',
      'Ada <ada@people.example>',
      '"ada"@people.example',
      'a@b@people.example',
      'ada at people.example',
    ];
    for (const value of rejected) {
      it(`is empty for ${value}, which is kept as an issue`, () => {
        const { email, issues } = contact({ email: ` ${value} `, firstName: 'Ada' });
        expect({ email, issues }).to.deep.equal({ email: '', issues: [{ code: 'invalid-email', value }] });
      });
    }
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
});
