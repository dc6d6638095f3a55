interface ApiVersion {
  readonly contactsPath: string;
  /** From this date (UTC) HubSpot no longer supports it; dated versions are supported for 18 months. */
  readonly endOfSupport: string;
}

/** The one place that knows HubSpot's paths. Dates: HubSpot's changelog on date-based versions and on legacy APIs. */
const versions = {
  '2026-09': { contactsPath: '/crm/objects/2026-09/contacts', endOfSupport: '2028-03-08' },
  '2026-03': { contactsPath: '/crm/objects/2026-03/contacts', endOfSupport: '2027-09-30' },
  v3: { contactsPath: '/crm/v3/objects/contacts', endOfSupport: '2027-09-01' },
} as const satisfies Record<string, ApiVersion>;

export type HubSpotApiVersion = keyof typeof versions;

export const hubSpotApiVersions = Object.keys(versions) as [HubSpotApiVersion, ...HubSpotApiVersion[]];

export const contactsPath = (version: HubSpotApiVersion): string => versions[version].contactsPath;

/** Unix time in milliseconds. */
export const endOfSupport = (version: HubSpotApiVersion): number => Date.parse(versions[version].endOfSupport);
