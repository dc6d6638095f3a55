import { redisMissing } from '@contacts-gateway/adapters/sandbox';

const missing = redisMissing();

/** A suite that needs a real Redis. Without one it is skipped, and says so; with REQUIRE_REDIS=1 it fails. */
export const describeRedis = (title: string, body: (this: Mocha.Suite) => void): void => {
  if (missing === undefined || process.env['REQUIRE_REDIS'] === '1') describe(title, body);
  else describe.skip(`${title} (NOT TESTED: ${missing})`, body);
};
