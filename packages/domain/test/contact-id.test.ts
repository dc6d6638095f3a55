import { compareIds } from '@contacts-gateway/domain';
import { expect } from 'chai';

describe('the order of ids', () => {
  it('is numeric for numbers of any length', () => {
    const ids = ['713492963559', '9', '100451', '10', '9007199254740993', '9007199254740992'];
    const numeric = ids.toSorted((a, b) => (BigInt(a) < BigInt(b) ? -1 : 1));
    expect(ids.toSorted(compareIds)).to.deep.equal(numeric);
  });

  it('is by code unit for ids of one length', () => {
    expect(['b1', 'a2', 'B3'].toSorted(compareIds)).to.deep.equal(['B3', 'a2', 'b1']);
  });

  it('makes an id equal to itself alone', () => {
    expect(compareIds('12', '12')).to.equal(0);
  });
});
