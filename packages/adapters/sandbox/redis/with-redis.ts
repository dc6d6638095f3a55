import { redisMissing } from './redis-server.js';

/** What begins a suite in a test runner such as Mocha. */
interface Describe<Suite> {
  (title: string, body: Suite): unknown;
  skip(title: string, body: Suite): unknown;
}

/**
 * A `describe` for suites that need a real Redis. Without one they are skipped, and say so.
 *
 * @param isRequired - then they run in any case, and fail.
 */
export function withRedis<Suite>(describe: Describe<Suite>, isRequired: boolean): (title: string, body: Suite) => void {
  const missing = isRequired ? undefined : redisMissing();
  return (title, body) => {
    if (missing === undefined) describe(title, body);
    else describe.skip(`${title} (NOT TESTED: ${missing})`, body);
  };
}
