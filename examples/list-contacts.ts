import { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import { NangoTokens } from '@contacts-gateway/adapters/nango';
import { startSandbox } from '@contacts-gateway/adapters/sandbox';

// On your account: no sandbox, no base URLs, and the secret key and connection of your Nango environment.
const sandbox = await startSandbox();
const { environment } = sandbox;

const tokens = new NangoTokens({
  baseUrl: environment.NANGO_BASE_URL,
  secretKey: environment.NANGO_SECRET_KEY,
  connectionId: environment.NANGO_CONNECTION_ID,
});
const source = new HubSpotContacts(tokens, { baseUrl: environment.HUBSPOT_BASE_URL });
for await (const page of source.walk()) for (const { contact } of page.records) console.log(contact.id, contact.name);

await sandbox.close();
