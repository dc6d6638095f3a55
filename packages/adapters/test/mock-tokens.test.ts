import { MockTokens } from '@contacts-gateway/adapters/mock';
import { AccessToken, NoOtherToken } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { rejection } from './rejection.js';

describe('MockTokens', () => {
  it('hands out the documented token', async () => {
    expect((await new MockTokens().accessToken()).reveal()).to.equal('mock-token-for-testing');
  });

  it('says that there is no other once it was refused', async () => {
    const tokens = new MockTokens();
    expect(await rejection(tokens.accessToken(await tokens.accessToken()))).to.be.instanceOf(NoOtherToken);
  });

  it('hands it out when another was refused', async () => {
    expect((await new MockTokens().accessToken(new AccessToken('another'))).reveal()).to.equal(
      'mock-token-for-testing',
    );
  });
});
