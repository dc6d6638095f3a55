// A CommonJS module with a default export, which arrives as a property: hence `isEmail.default`.
import isEmail from 'validator/lib/isEmail.js';

/** What has so few characters, all of one byte, keeps every limit of length. */
const SHORT = /^[ -~]{1,64}$/;

/**
 * Whether the text is one address, international domains and local parts included. Quoted local parts are not
 * accepted: HubSpot and the validators most consumers use refuse them as well.
 */
export const isEmailAddress = (text: string): boolean =>
  // The library counts bytes at the cost of everything else it does.
  SHORT.test(text)
    ? isEmail.default(text, { blacklisted_chars: '"', ignore_max_length: true })
    : // Half a surrogate pair is no character, and makes the library throw.
      !/\p{Surrogate}/u.test(text) && isEmail.default(text, { blacklisted_chars: '"' });
