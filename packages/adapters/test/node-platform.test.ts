import { steadyNow } from '@contacts-gateway/adapters/node';
import { expect } from 'chai';

describe('the clock that ages are told by', () => {
  it('follows the wall clock forward and never back', () => {
    let wall = 1_000_000;
    let elapsed = 0;
    const now = steadyNow(
      () => wall,
      () => elapsed,
    );
    const step = (wallMs: number, elapsedMs: number): number => {
      wall += wallMs;
      elapsed += elapsedMs;
      return now();
    };
    expect(step(0, 0)).to.equal(1_000_000);
    expect(step(10, 10), 'together').to.equal(1_000_010);
    expect(step(-3600, 10), 'set back').to.equal(1_000_020);
    expect(step(10, 10), 'after that').to.equal(1_000_030);
    expect(step(9_000, 10), 'set forward').to.equal(1_005_420);
  });
});
