import { supportWarning } from '#app/config/support-warning.js';
import { expect } from 'chai';

describe('the warning that HubSpot ends its support of an API version', () => {
  it('is silent until a year ahead', () => {
    expect(supportWarning('v3', Date.parse('2026-08-31'))).to.equal(undefined);
    expect(supportWarning('2026-09', Date.parse('2027-03-08'))).to.equal(undefined);
  });

  it('then names the version, the day and the variable', () => {
    expect(supportWarning('v3', Date.parse('2026-09-01'))).to.equal(
      'HubSpot supports its API version v3 until 2027-09-01: set HUBSPOT_API_VERSION to a newer one',
    );
    expect(supportWarning('2026-03', Date.parse('2030-01-01'))).to.contain('2027-09-30');
  });
});
