import { expect } from 'chai';
import nock from 'nock';

/** For a suite that plays recorded answers: no request leaves the machine, and every expected one must be made. */
export function playRecordedAnswersOnly(): void {
  beforeEach(() => nock.disableNetConnect());

  afterEach(() => {
    const pending = nock.pendingMocks();
    nock.cleanAll();
    nock.enableNetConnect();
    expect(pending, 'expected requests that were not made').to.deep.equal([]);
  });
}
