/** What may have changed cannot be named, or not at a price below that of a walk. The message says why, without any data. */
export class WalkInstead extends Error {}
