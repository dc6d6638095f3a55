export { AccessToken } from './access-token.js';
export { type Contact, type ContactFields, type ContactIssue, toContact } from './contact/contact.js';
export { COPY_FORMAT } from './fleet/head.js';
export { ContactDirectory } from './directory/contact-directory.js';
export type { Demand, DirectoryAnswer, DirectoryChanges, DirectoryStatus } from './directory/directory-answer.js';
export type { DirectoryEvent, DirectoryPlatform } from './directory/directory-platform.js';
export { compareIds } from './contact/contact-id.js';
export type { ContactRecord } from './contact/contact-record.js';
export type { ContactQuery } from './snapshot/contact-query.js';
export { ContactSnapshot } from './snapshot/contact-snapshot.js';
export type { SnapshotDifference } from './snapshot/difference.js';
export { SnapshotBuilder } from './snapshot/snapshot-builder.js';
export type { SnapshotPage } from './snapshot/snapshot-page.js';
export type { SnapshotPlatform } from './snapshot/snapshot-platform.js';
export type { SnapshotRun } from './snapshot/snapshot-run.js';
export {
  CacheUnavailable,
  type ContactsError,
  type FailureDetails,
  FirstCopyIncomplete,
  isContactsError,
  isRefusal,
  NoCachedCopy,
  NoOtherToken,
  SourceAnswerInvalid,
  SourceRateLimited,
  SourceScopeMissing,
  SourceTokenRefused,
  SourceUnexpectedStatus,
  SourceUnreachable,
  TokenProviderMisconfigured,
  TokenUnavailable,
  UnknownVersion,
} from './errors.js';
export type { FreshnessLimits, Freshness, RefreshLimits } from './directory/freshness.js';
export type { PassReport } from './directory/pass-report.js';
export type { WalkProgress, WalkVerdict } from './directory/walk-progress.js';
export type {
  CacheEntry,
  CachePort,
  ContactPage,
  ContactSourcePort,
  ContactState,
  ContactWalk,
  SourceChanges,
  SourceObserver,
  TokenPort,
  WalkAgain,
} from './ports.js';
