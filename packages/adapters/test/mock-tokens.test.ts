import { MockTokens } from '@contacts-gateway/adapters/mock';
import { expect } from 'chai';
import { rejection } from './rejection.js';

describe('MockTokens', () => {
  it('hands out the documented token', async () => {
    expect((await new MockTokens().accessToken()).reveal()).to.equal('mock-token-for-testing');
  });

  it('hands it out again, once it was refused, to whoever does not name it', async () => {
    const tokens = new MockTokens();
    const refused = await tokens.accessToken();
    await rejection(tokens.accessToken(refused));
    expect(await tokens.accessToken()).to.equal(refused);
  });
});
