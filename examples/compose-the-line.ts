import { HubSpotContacts } from '@contacts-gateway/adapters/hubspot';
import { MemoryCache } from '@contacts-gateway/adapters/memory';
import { NangoTokens } from '@contacts-gateway/adapters/nango';
import { nodePlatform } from '@contacts-gateway/adapters/node';
import { startSandbox } from '@contacts-gateway/adapters/sandbox';
import { ContactDirectory } from '@contacts-gateway/domain';

const sandbox = await startSandbox();
const { environment } = sandbox;

const tokens = new NangoTokens({
  baseUrl: environment.NANGO_BASE_URL,
  secretKey: environment.NANGO_SECRET_KEY,
  connectionId: environment.NANGO_CONNECTION_ID,
});
const source = new HubSpotContacts(tokens, { baseUrl: environment.HUBSPOT_BASE_URL });
const limits = { ttlMs: 60_000, staleMs: 600_000, staleIfErrorMs: 86_400_000, reconcileMs: 86_400_000 };
const directory = new ContactDirectory(source, new MemoryCache(), limits, nodePlatform(30_000));

// The first caller waits for the first copy; whoever comes later is answered from it.
const { snapshot } = await directory.read();
console.log(`${snapshot.size} contacts, version ${snapshot.version}`);
for (const { id, issues = [] } of snapshot) for (const { code } of issues) console.log(id, code);

await directory.close();
source.close();
tokens.close();
await sandbox.close();
