export { AccessToken } from './access-token.js';
export { type Contact, type ContactFields, type ContactIssue, toContact } from './contact.js';
export { ContactDirectory } from './contact-directory.js';
export type { DirectoryAnswer, DirectoryStatus } from './directory-answer.js';
export type { DirectoryEvent, DirectoryTools } from './directory-tools.js';
export { compareIds } from './contact-id.js';
export { ContactSnapshot, type SnapshotTools } from './contact-snapshot.js';
export {
  type ContactsError,
  type FailureDetails,
  FirstCopyIncomplete,
  isContactsError,
  isRefusal,
  NoOtherToken,
  SourceAnswerInvalid,
  SourceRateLimited,
  SourceScopeMissing,
  SourceTokenRefused,
  SourceUnexpectedStatus,
  SourceUnreachable,
  TokenProviderMisconfigured,
  TokenUnavailable,
} from './errors.js';
export type { Freshness, Standing } from './freshness.js';
export type { WalkProgress } from './gather.js';
export type { ContactPage, ContactSourcePort, ContactWalk, TokenPort } from './ports.js';
