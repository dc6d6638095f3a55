import { compareIds, SnapshotBuilder } from '@contacts-gateway/domain';
import { expect } from 'chai';
import { platform } from '../platform.js';
import { record } from '../scripted-source.js';
import { FleetSimulation, TTL_MS } from './fleet-simulation.js';

/** Ids around the beginnings of pages, so that few contacts make several pages. */
const ids = (() => {
  const builder = new SnapshotBuilder(platform);
  for (let id = 1; id <= 8000; id += 1) builder.add(record(String(id)));
  const starts = builder.snapshot().pages.slice(1, 5);
  const around = starts.flatMap(({ ids: [first] }) => [-1, 0, 1].map((distance) => String(Number(first) + distance)));
  return [...new Set(around)].sort(compareIds);
})();

const RUNS = Number(process.env['FLEET_RUNS'] ?? 2000);
const FIRST = Number(process.env['FLEET_SEED'] ?? 1);

describe('a fleet on one cache', () => {
  it('never mixes, loses or turns back a version, whatever goes wrong, and agrees on the truth afterwards', async function () {
    this.timeout(0);
    for (let seed = FIRST; seed < FIRST + RUNS; seed += 1) {
      const fleet = new FleetSimulation(seed, ids);
      const { random } = fleet;
      for (let count = random.between(1, 3); count > 0; count -= 1) fleet.start();
      for (let round = random.between(10, 40); round > 0; round -= 1) {
        for (let edits = random.between(0, 4); edits > 0; edits -= 1) {
          await fleet.pass(random.between(100, 1500));
          fleet.edit();
        }
        if (random.chance(0.5)) fleet.fault();
      }
      await fleet.pass(150_000);
      expect([...fleet.violations, ...(await fleet.differences())], `seed ${seed}`).to.deep.equal([]);
    }
  });

  it('costs one walk in each time to live while nothing goes wrong, however many the instances', async function () {
    this.timeout(0);
    for (let seed = FIRST; seed < FIRST + RUNS / 10; seed += 1) {
      const fleet = new FleetSimulation(seed, ids);
      for (let count = 1 + (seed % 3); count > 0; count -= 1) fleet.start();
      const rounds = 30;
      for (let round = 0; round < rounds; round += 1) {
        await fleet.pass(TTL_MS / 2);
        fleet.edit();
      }
      const { crm, violations } = fleet;
      expect(violations, `seed ${seed}`).to.deep.equal([]);
      expect(crm.mostWalking, `seed ${seed}`).to.equal(1);
      expect(crm.walks, `seed ${seed}`).to.be.within(rounds / 4, rounds / 2 + 1);
    }
  });
});
