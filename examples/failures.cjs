// A CommonJS file requires the packages as they are: from 20.19 on, Node loads ES modules this way too.
const { HubSpotContacts } = require('@contacts-gateway/adapters/hubspot');
const { MockTokens } = require('@contacts-gateway/adapters/mock');
const { startSandbox } = require('@contacts-gateway/adapters/sandbox');
const { isContactsError } = require('@contacts-gateway/domain');

async function main() {
  const sandbox = await startSandbox();
  // The mock's token is one that HubSpot refuses.
  const source = new HubSpotContacts(new MockTokens(), { baseUrl: sandbox.environment.HUBSPOT_BASE_URL });
  try {
    for await (const page of source.walk()) console.log(page.records.length);
  } catch (error) {
    if (!isContactsError(error)) throw error;
    console.log(error.code);
  }
  await sandbox.close();
}

void main();
