import { expect } from 'chai';
import { stopLeftRunning } from '../running-service.js';
import type { Document } from './drafts.js';
import { fuzzed } from './fuzzed.js';

const RUNS = 1500;
const SEED = 1;

/** Changes what the document says of a parameter of the list. */
const parameter =
  (name: string, change: object) =>
  ({ paths }: Document): unknown =>
    Object.assign(paths['/contacts']!.get.parameters!.find((each) => each.name === name)!.schema, change);

describe(`${RUNS} requests made from /openapi.json, with the seed ${SEED}`, function () {
  this.timeout(60_000);
  after(stopLeftRunning);

  it('are answered as it says, and never with 500', async () => {
    const { statuses, failure } = await fuzzed({ runs: RUNS, seed: SEED });
    expect(failure).to.equal(undefined);
    expect(Object.keys(statuses)).to.include.members(['200', '304', '400', '401', '404', '405', '410', '429', '503']);
  });

  const lies: [what: string, spoil: (document: Document) => unknown, answer: string][] = [
    [
      'allowed more than there is',
      parameter('limit', { maximum: 100_000 }),
      'all of it is allowed, and it is answered 400',
    ],
    ['allowed less', parameter('after', { pattern: '^x' }), 'its query is not allowed, and it is answered'],
  ];
  for (const [what, spoil, answer] of lies)
    it(`would tell if it ${what}`, async () => {
      const { failure } = await fuzzed({ runs: RUNS, seed: SEED, spoil });
      expect(failure).to.contain(answer);
    });
});
