import { withRedis } from '@contacts-gateway/adapters/sandbox';

export const describeRedis = withRedis(describe, process.env['REQUIRE_REDIS'] === '1');
