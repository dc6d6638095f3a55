import { demoOptions } from '#app/demo-options.js';
import { expect } from 'chai';

describe('the options of the demo', () => {
  it('are one instance at port 8000 without a Redis unless others are given', () => {
    expect(demoOptions([])).to.deep.equal({ ports: ['8000'], redis: undefined });
    expect(demoOptions(['--instances', '3', '--redis', 'redis://127.0.0.1:6379'], '9000')).to.deep.equal({
      ports: ['9000', '9001', '9002'],
      redis: 'redis://127.0.0.1:6379',
    });
  });

  it('let the system choose every port when PORT is 0', () => {
    expect(demoOptions(['--instances', '2'], '0')).to.deep.equal({ ports: ['0', '0'], redis: undefined });
  });

  for (const wrong of [['--instances', '0'], ['--instances', 'x'], ['--instances', '11'], ['--unknown'], ['extra']])
    it(`are explained to who gives ${wrong.join(' ')}`, () => {
      expect(demoOptions(wrong)).to.match(/--instances N/);
    });
});
