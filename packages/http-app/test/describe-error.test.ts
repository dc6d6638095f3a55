import { SourceUnreachable, TokenUnavailable } from '@contacts-gateway/domain';
import { describeError } from '#app/logging/describe-error.js';
import { expect } from 'chai';

describe('an error in the log', () => {
  it('tells code, correlation id and the chain of causes when it is one of ours', () => {
    const cause = new TokenUnavailable({ cause: new Error('Nango answered 503') });
    expect(describeError(new SourceUnreachable({ cause, correlationId: 'c-1' }))).to.deep.equal({
      name: 'SourceUnreachable',
      message: 'The contact source cannot be reached.',
      code: 'source_unreachable',
      correlationId: 'c-1',
      cause: {
        name: 'TokenUnavailable',
        message: 'No access token can be had at the moment.',
        cause: { name: 'Error', message: 'Nango answered 503' },
      },
    });
  });

  it('tells the name and the place of any other, whose message may quote a contact', () => {
    const error = new TypeError('cannot read ada@people.example', { cause: new Error('ada') });
    const told = describeError(error);
    expect(told.name).to.equal('TypeError');
    expect(told.at?.[0]).to.contain('describe-error.test');
    expect(JSON.stringify(told)).to.not.contain('ada');
  });

  it('tells no more than the type of what is no error', () => {
    expect(describeError('ada@people.example')).to.deep.equal({ name: 'string' });
  });
});
