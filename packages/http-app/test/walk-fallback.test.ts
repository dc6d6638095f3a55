import { expect } from 'chai';
import type { HubSpotPage } from '@contacts-gateway/adapters/sandbox';
import { startRunning, stopLeftRunning, TRACES } from './running-service.js';

describe('a list that cannot be read from several places at once', () => {
  afterEach(stopLeftRunning);

  it('is said once in the log, without any data, and answered whole', async () => {
    const running = await startRunning({ CACHE_TTL_SECONDS: '3600' }, { contacts: 0 });
    const { faults, edits } = running.sandbox.hubSpot;
    for (let contact = 0; contact < 250; contact += 1) edits.create({ firstname: 'Ada' });
    const reversed = (page: unknown): unknown => ({
      ...(page as HubSpotPage),
      results: (page as HubSpotPage).results.toReversed(),
    });
    faults.next({ kind: 'alter', alter: reversed }, Infinity);
    expect(await (await running.get('/contacts')).json()).to.have.length(250);
    const told = running.logged.filter(({ message }) => message === 'walking on with one page after the other');
    expect(told.map(({ level, reason }) => [level, reason])).to.deep.equal([['warn', 'its ids do not ascend']]);
    expect(JSON.stringify(told)).to.not.match(TRACES);
  });
});
