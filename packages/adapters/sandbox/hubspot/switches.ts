/** How HubSpot behaves where nobody knows, where it varies, or where a test wants the worst. All may be changed at any time. */
export interface HubSpotSwitches {
  /** Added to each answer. */
  latencyMs: number;
  /** How far HubSpot's clock is ahead of ours: its timestamps and its `Date` header. */
  clockOffsetMs: number;
  /** For how long search does not see an edit. */
  indexLagMs: number;
  /** Whether a 429 of the rolling window carries Retry-After; HubSpot's often do not. */
  sendRetryAfter: boolean;
  /** What a batch read does about ids that do not exist: tells them, or leaves them out of a complete answer. */
  missingIds: 'reported' | 'omitted';
  /** The order of the results of a batch read. */
  batchOrder: 'as-asked' | 'by-descending-id';
  /** How much of a batch a batch read answers: the other half of the ids is not told of at all, nor are ids that were merged. */
  batchAnswers: 'whole' | 'half';
  /** The order in which search finds contacts. */
  searchOrder: 'as-asked' | 'by-descending-id';
  /** What tells that search found more than it answers; one alone contradicts the other. */
  searchTellsMore: 'count-and-next-page' | 'count' | 'next-page';
  /** How search compares and sorts `hs_object_id`. */
  idComparison: 'number' | 'string';
  /** Whether the archive lists contacts that were merged into others. */
  archiveListsMerged: boolean;
  /** A page of a list holds no more, however many are asked for. */
  longestPage: number;
  /** What a list makes of a cursor that it did not issue: the place of that id, its beginning, its end, or a refusal. */
  unknownCursors: 'placed' | 'ignored' | 'ended' | 'refused';
}

export const defaultSwitches: HubSpotSwitches = {
  latencyMs: 0,
  clockOffsetMs: 0,
  indexLagMs: 0,
  sendRetryAfter: false,
  missingIds: 'reported',
  batchOrder: 'as-asked',
  batchAnswers: 'whole',
  searchOrder: 'as-asked',
  searchTellsMore: 'count-and-next-page',
  idComparison: 'number',
  archiveListsMerged: false,
  longestPage: 100,
  unknownCursors: 'placed',
};

/** The values that a switch takes besides those of the type of its default. */
export const switchChoices: Readonly<Record<string, readonly string[]>> = {
  missingIds: ['reported', 'omitted'],
  batchOrder: ['as-asked', 'by-descending-id'],
  batchAnswers: ['whole', 'half'],
  searchOrder: ['as-asked', 'by-descending-id'],
  searchTellsMore: ['count-and-next-page', 'count', 'next-page'],
  idComparison: ['number', 'string'],
  unknownCursors: ['placed', 'ignored', 'ended', 'refused'],
};
