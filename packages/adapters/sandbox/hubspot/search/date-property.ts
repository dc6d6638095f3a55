export type DateProperty = 'createdate' | 'lastmodifieddate';

/** HubSpot takes epoch milliseconds as well as ISO 8601. NaN when it is neither. */
export const dateOf = (value: string): number => (/^-?\d+$/.test(value) ? Number(value) : Date.parse(value));
