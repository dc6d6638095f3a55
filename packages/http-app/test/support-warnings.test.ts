import { parseConfig } from '#app/config/config.js';
import { supportWarnings } from '#app/config/support-warnings.js';
import { expect } from 'chai';

const warnings = (environment: Record<string, string>, day: string): string[] =>
  supportWarnings(
    parseConfig(environment, () => ''),
    Date.parse(day),
  );

const nango = { USE_MOCK_TOKEN: 'false', NANGO_SECRET_KEY: 'secret', NANGO_CONNECTION_ID: 'acct-1' };

describe('the warnings of what HubSpot ends', () => {
  it('are silent about an API version until a year ahead', () => {
    expect(warnings({ HUBSPOT_API_VERSION: 'v3' }, '2026-08-31')).to.deep.equal([]);
    expect(warnings({}, '2027-03-08')).to.deep.equal([]);
  });

  it('then name the version, the day and the variable', () => {
    expect(warnings({ HUBSPOT_API_VERSION: 'v3' }, '2026-09-01')).to.deep.equal([
      'HubSpot supports its API version v3 until 2027-09-01: set HUBSPOT_API_VERSION to a newer one',
    ]);
    expect(warnings({ HUBSPOT_API_VERSION: '2026-03' }, '2030-01-01')[0]).to.contain('2027-09-30');
  });

  it('name the day of /oauth/v1 to who has a Nango of their own', () => {
    const own = { ...nango, NANGO_BASE_URL: 'https://nango.example' };
    expect(warnings(own, '2026-11-22')[0]).to.match(/oauth\/v1 off on 2027-02-16/);
    expect(warnings(nango, '2026-11-22')).to.deep.equal([]);
    expect(warnings({ ...own, HUBSPOT_BASE_URL: 'http://127.0.0.1:9' }, '2026-11-22')).to.deep.equal([]);
  });
});
