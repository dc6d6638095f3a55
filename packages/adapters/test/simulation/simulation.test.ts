import { expect } from 'chai';
import { saboteurs } from './saboteurs.js';
import { searched } from './search.js';

const RUNS = 200;
const SEED = 1;

describe('a simulated history of HubSpot, adapter and directory', () => {
  it('loses, doubles, revives and delays no contact, whatever goes wrong', async function () {
    this.timeout(0);
    const { failure, ...tally } = await searched({ runs: RUNS, seed: SEED, shrinkMs: 30_000 });
    expect(failure).to.equal(undefined);
    expect(tally.histories).to.equal(RUNS);
    expect(tally.versions).to.be.above(RUNS);
    expect(tally.deltas).to.be.above(RUNS);
  });

  it('happens again in the same way', async function () {
    this.timeout(0);
    const once = await searched({ runs: 5, seed: SEED, shrinkMs: 0 });
    expect(await searched({ runs: 5, seed: SEED, shrinkMs: 0 })).to.deep.equal(once);
  });

  for (const [whatItDoes, sabotage] of Object.entries(saboteurs))
    it(`shows when a source ${whatItDoes}`, async function () {
      this.timeout(0);
      const { failure } = await searched({ runs: RUNS, seed: SEED, shrinkMs: 0, sabotage });
      expect(failure?.violations).to.not.be.empty;
      const { seed, path } = { seed: SEED, path: failure!.path };
      const again = await searched({ runs: 1, seed, path, shrinkMs: 0, sabotage });
      expect(again.failure).to.deep.equal(failure);
    });
});
