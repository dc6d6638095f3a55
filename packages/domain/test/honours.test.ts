import { type Adapter, type Contract, honours } from '@contacts-gateway/domain/contracts';
import { expect } from 'chai';
import assert, { AssertionError } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { RecordingRunner } from './recording-runner.js';

interface LampRig {
  readonly lamp: { lit: boolean };
  readonly dim?: () => void;
}

const lampContract: Contract<LampRig> = {
  port: 'LampPort',
  requirements: [
    {
      title: 'is dark at first',
      async prove({ lamp }) {
        assert.equal(lamp.lit, false, 'it is lit');
        lamp.lit = true;
      },
    },
    { title: 'is still dark for the next', prove: async ({ lamp }) => assert.equal(lamp.lit, false, 'it is lit') },
    { title: 'can be dimmed', needs: ['dim'], prove: async ({ dim }) => dim() },
  ],
};

describe('honours', () => {
  const lamp = (parts: Partial<LampRig> = {}): Adapter<LampRig> => ({
    name: 'Lamp',
    open: () => ({ lamp: { lit: false }, dim: () => undefined, ...parts }),
  });

  const recorded = (adapter: Adapter<LampRig>): RecordingRunner => {
    const runner = new RecordingRunner();
    honours(adapter, lampContract, runner);
    return runner;
  };

  const outcomeOf = async (adapter: Adapter<LampRig>, title: string): Promise<unknown> => {
    try {
      return await recorded(adapter).tests.get(title)!();
    } catch (error) {
      return error;
    }
  };

  it('makes one test of each requirement, each with a rig of its own', async () => {
    const { suites, tests } = recorded(lamp());
    expect(suites).to.deep.equal(['Lamp honours LampPort:']);
    expect([...tests.keys()]).to.deep.equal(['is dark at first', 'is still dark for the next', 'can be dimmed']);
    for (const test of tests.values()) await test();
  });

  it('says which adapter broke which promise, and how', async () => {
    const error = await outcomeOf(lamp({ lamp: { lit: true } }), 'is dark at first');
    expect(error).to.be.instanceOf(AssertionError).and.include({ actual: true, expected: false });
    expect(String(error)).to.include('Lamp breaks a promise of LampPort, "is dark at first": it is lit');
  });

  it('says so also when the adapter throws', async () => {
    const cause = new RangeError('too dim');
    const dim = (): never => {
      throw cause;
    };
    const error = await outcomeOf(lamp({ dim }), 'can be dimmed');
    expect(error).to.be.instanceOf(AssertionError).and.include({ cause });
    expect(String(error)).to.include('"can be dimmed": it threw RangeError: too dim');
  });

  it('closes the rig, whether the promise is kept or broken', async () => {
    let closed = 0;
    const close = (): void => void (closed += 1);
    const closing = (lit: boolean): Adapter<LampRig> => ({ ...lamp(), open: () => ({ lamp: { lit }, close }) });
    await outcomeOf(closing(false), 'is dark at first');
    await outcomeOf(closing(true), 'is dark at first');
    expect(closed).to.equal(2);
  });

  it('skips what cannot be shown, and says why in the title', () => {
    const { tests, skipped } = recorded({ ...lamp(), cannot: { dim: 'it has no dimmer' } });
    expect(skipped).to.deep.equal(['can be dimmed (not shown: it has no dimmer)']);
    expect(tests).to.have.length(2);
  });

  it('fails for a part that a rig lacks without a reason', async () => {
    const dark: Adapter<LampRig> = { name: 'Lamp', open: () => ({ lamp: { lit: false } }) };
    const error = await outcomeOf(dark, 'can be dimmed');
    expect(String(error)).to.include('The rig of Lamp has no dim');
  });

  it('refuses a reason for what no requirement needs', () => {
    const adapter = { ...lamp(), cannot: { dimm: 'a slip of the pen' } };
    expect(() => recorded(adapter as Adapter<LampRig>)).to.throw(TypeError, 'no requirement of LampPort needs dimm');
  });

  it('runs under the test runner of Node', () => {
    const file = fileURLToPath(new URL('under-node-test.js', import.meta.url));
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const { stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], { encoding: 'utf8', env });
    expect(stdout).to.match(/ok \d+ - Lamp honours LampPort:/);
    for (const count of ['# pass 1', '# fail 1', '# skipped 1']) expect(stdout).to.include(count);
  });

  it('can be required', () => {
    const contracts = createRequire(import.meta.url)('@contacts-gateway/domain/contracts') as object;
    expect(Object.keys(contracts)).to.have.members([
      'cacheContract',
      'contactSourceContract',
      'honours',
      'tokenContract',
    ]);
  });
});
