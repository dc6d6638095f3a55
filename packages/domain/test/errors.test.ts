import * as domain from '@contacts-gateway/domain';
import { expect } from 'chai';

describe('an error of the domain', () => {
  it('is recognised by its brand, not by its class', () => {
    const foreign = Object.assign(new Error('x'), { [Symbol.for('@contacts-gateway/domain/error')]: true });
    expect([new domain.SourceUnreachable(), foreign, new Error('x'), null].map(domain.isContactsError)).to.deep.equal([
      true,
      true,
      false,
      false,
    ]);
  });

  it('carries its class as name, a code, and what the upstream said', () => {
    const cause = new Error('no answer');
    const error = new domain.SourceRateLimited({ retryAfterMs: 5000, correlationId: 'c-1', cause });
    expect(error).to.include({
      name: 'SourceRateLimited',
      code: 'source_rate_limited',
      retryAfterMs: 5000,
      correlationId: 'c-1',
      cause,
    });
  });

  it('is a refusal when it says that we may not, and none when it says that we cannot', () => {
    const refusals = [
      new domain.SourceTokenRefused(),
      new domain.SourceScopeMissing(),
      new domain.TokenProviderMisconfigured(),
    ];
    const outages = [
      new domain.SourceUnreachable(),
      new domain.SourceRateLimited(),
      new domain.SourceUnexpectedStatus(500),
      new domain.SourceAnswerInvalid('x'),
      new domain.TokenUnavailable(),
      new domain.CacheUnavailable(),
      new TypeError('a bug'),
      undefined,
    ];
    expect(refusals.map(domain.isRefusal)).to.not.include(false);
    expect(outages.map(domain.isRefusal)).to.not.include(true);
  });
});
