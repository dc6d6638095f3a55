import { AccessToken } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { inspect } from 'node:util';

describe('an access token', () => {
  const token = new AccessToken('very-secret', 1_795_000_000_000);

  const showings: [how: string, shown: string][] = [
    ['printed', `${token}`],
    ['inspected', inspect({ token }, { depth: null, showHidden: true })],
    ['serialised', JSON.stringify({ token })],
    ['spread', JSON.stringify({ ...token })],
    ['listed', Object.values(token).join()],
  ];
  for (const [how, shown] of showings) {
    it(`does not show its secret when ${how}`, () => {
      expect(shown).to.not.contain('very-secret');
    });
  }

  it('shows a placeholder instead', () => {
    expect([`${token}`, inspect(token), JSON.stringify(token)]).to.deep.equal([
      '[access token]',
      '[access token]',
      '"[access token]"',
    ]);
  });

  it('reveals its secret to who asks, and says when it expires', () => {
    expect([token.reveal(), token.expiresAt]).to.deep.equal(['very-secret', 1_795_000_000_000]);
  });
});
