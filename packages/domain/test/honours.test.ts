import { type Adapter, type Contract, honours } from '@contacts-gateway/domain/contracts';
import { expect } from 'chai';
import assert, { AssertionError } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import sinon from 'sinon';
import { RecordingRunner } from './recording-runner.js';

interface LampRig {
  readonly lamp: { lit: boolean };
  readonly dim?: () => unknown;
}

const lampContract: Contract<LampRig> = {
  port: 'LampPort',
  sections: [
    {
      title: 'Light',
      requirements: [
        {
          title: 'is dark at first',
          async prove({ lamp }) {
            assert.equal(lamp.lit, false, 'it is lit');
            lamp.lit = true;
          },
        },
        { title: 'is still dark for the next', prove: async ({ lamp }) => assert.equal(lamp.lit, false, 'it is lit') },
      ],
    },
    {
      title: 'Less light',
      requirements: [{ title: 'can be dimmed', needs: ['dim'], prove: async ({ dim }) => void (await dim()) }],
    },
  ],
  kinds: {
    lamp: { title: 'a lamp', holds: (value) => typeof value === 'object' },
    dim: {
      title: 'a function',
      holds: (value) => typeof value === 'function',
      answers: { title: 'nothing', holds: (value) => value === undefined },
    },
  },
  parts: {
    lamp: 'required',
    dim: {
      title: 'has a lamp of one brightness',
      prove: async ({ lamp }) => assert.ok(!('brightness' in lamp), 'it has several'),
    },
  },
};

const rigWithout = (...parts: readonly (keyof LampRig)[]): LampRig => {
  const rig: Partial<LampRig> = { lamp: { lit: false }, dim: () => undefined };
  return Object.fromEntries(Object.entries(rig).filter(([part]) => !parts.includes(part as keyof LampRig))) as never;
};

const boom = (): never => {
  throw new RangeError('boom');
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
    const broken = {
      get lit(): never {
        throw cause;
      },
    };
    const error = await outcomeOf(lamp({ lamp: broken }), 'is dark at first');
    expect(error).to.be.instanceOf(AssertionError).and.include({ cause });
    expect(String(error)).to.include('"is dark at first": it threw RangeError: too dim');
  });

  it('closes the rig, whether the promise is kept or broken', async () => {
    let closed = 0;
    const close = (): void => void (closed += 1);
    const closing = (lit: boolean): Adapter<LampRig> => ({ ...lamp(), open: () => ({ lamp: { lit }, close }) });
    await outcomeOf(closing(false), 'is dark at first');
    await outcomeOf(closing(true), 'is dark at first');
    expect(closed).to.equal(2);
  });

  it('opens another rig for a requirement that asks for it, and closes both, though the first has failed to', async () => {
    const open: number[] = [];
    let opened = 0;
    const adapter: Adapter<LampRig> = {
      name: 'Lamp',
      open() {
        const number = (opened += 1);
        open.push(number);
        const close = (): void => {
          open.splice(open.indexOf(number), 1);
          if (number === 1) throw new RangeError('stuck');
        };
        return { lamp: { lit: false }, close };
      },
      cannot: { dim: 'it is a candle' },
    };
    const title = 'are two';
    const prove = async ({ lamp: one }: LampRig, another: () => Promise<LampRig>): Promise<void> => {
      assert.notEqual((await another()).lamp, one);
      assert.equal(open.length, 2);
    };
    const runner = new RecordingRunner();
    honours(adapter, { ...lampContract, sections: [{ title, requirements: [{ title, prove }] }] }, runner);
    const error: unknown = await runner.tests.get(title)!().catch((thrown: unknown) => thrown);
    expect(String(error)).to.include('Lamp: close() threw RangeError: stuck');
    expect(open).to.deep.equal([]);
  });

  describe('of what never comes back, waits for ten seconds and no longer', () => {
    let clock: sinon.SinonFakeTimers;
    beforeEach(() => void (clock = sinon.useFakeTimers()));
    afterEach(() => clock.restore());

    const never = (): Promise<never> => new Promise(() => {});
    const inTime = async (adapter: Adapter<LampRig>, title: string, contract = lampContract): Promise<unknown> => {
      const runner = new RecordingRunner();
      honours(adapter, contract, runner);
      const outcome = runner.tests.get(title)!().catch((error: unknown) => error);
      await clock.tickAsync(10_000);
      return await Promise.race([outcome, Promise.resolve('still waiting')]);
    };

    it('open()', async () => {
      const error = await inTime({ name: 'Lamp', open: never }, 'is dark at first');
      expect(String(error)).to.include('Lamp: open() has not come back within 10000 ms');
    });

    it('close()', async () => {
      const error = await inTime(
        { name: 'Lamp', open: () => ({ ...rigWithout(), close: never }) },
        'is still dark for the next',
      );
      expect(String(error)).to.include('Lamp: close() has not come back within 10000 ms');
    });

    it('a lever', async () => {
      const error = await inTime(lamp({ dim: never }), 'can be dimmed');
      expect(String(error)).to.include('The rig of Lamp: dim() has not come back within 10000 ms');
    });

    it('the adapter, which breaks its promise then', async () => {
      const waiting = { title: 'waits', prove: never };
      const contract = { ...lampContract, sections: [{ title: 'Waits', requirements: [waiting] }] };
      const error = await inTime(lamp(), 'waits', contract);
      expect(error).to.be.instanceOf(AssertionError);
      expect(String(error)).to.include('"waits": it has not come to an end within 10000 ms');
    });
  });

  it('has the test runner wait for longer than that, be it told by a number or by its test', () => {
    const told: number[] = [];
    const it = (_: string, __: () => Promise<void>, timeoutMs: number): object => {
      told.push(timeoutMs);
      return { timeout: (ms: number) => void told.push(ms) };
    };
    honours(lamp(), lampContract, { describe: (_, body) => body(), it });
    expect(told).to.deep.equal(Array<number>(6).fill(31_000));
  });

  describe('of an adapter whose rig cannot have a part', () => {
    const undimmed = { name: 'Lamp', open: () => rigWithout('dim'), cannot: { dim: 'it has no dimmer' } };
    const title = 'can be dimmed; in its stead: it has no dimmer, and so it has a lamp of one brightness';

    it('leaves nothing out: something else is proven in the stead of what needs the part', async () => {
      const { tests } = recorded(undimmed);
      expect([...tests.keys()]).to.deep.equal(['is dark at first', 'is still dark for the next', title]);
      for (const test of tests.values()) await test();
    });

    it('does not believe it', async () => {
      const open = (): LampRig => ({ lamp: Object.assign({ lit: false }, { brightness: 3 }) });
      const error = await outcomeOf({ ...undimmed, open }, title);
      expect(error).to.be.instanceOf(AssertionError);
      expect(String(error)).to.include(
        'Lamp breaks a promise of LampPort, "can be dimmed", in whose stead, as it has no dim, it "has a lamp of one brightness": it has several',
      );
    });
  });

  describe('refuses, and says what to do,', () => {
    const misuses: Readonly<Record<string, readonly [readonly unknown[], string]>> = {
      'no adapter': [[], 'the adapter has no name. Give it one'],
      'an adapter whose name is blank': [[{ ...lamp(), name: '  ' }], 'the adapter has no name. Give it one'],
      'an adapter without a name': [[{ open: () => undefined }], 'the adapter has no name. Give it one'],
      'a rig instead of what opens one': [
        [{ name: 'Lamp', open: rigWithout() }],
        'Lamp: open is no function. Give it one',
      ],
      'an option that it does not know': [
        [{ ...lamp(), skip: ['can be dimmed'] }],
        'Lamp: there is no option skip. Take it away: an adapter has a name, open() and cannot, and no requirement can be left out.',
      ],
      'no contract': [[lamp()], 'Lamp: there is no contract. Give honours() one as its second argument'],
      'no test runner': [[lamp(), lampContract], 'Lamp: there is no test runner. Give honours() its { describe, it }'],
      'an excuse for what no rig has': [
        [{ ...lamp(), cannot: { dimm: 'a slip of the pen' } }, lampContract, { describe, it }],
        'Lamp: no adapter may say that it cannot have dimm. Of LampPort it may of: dim.',
      ],
      'an excuse for what each rig has': [
        [{ ...lamp(), cannot: { lamp: 'it is dark' } }, lampContract, { describe, it }],
        'no adapter may say that it cannot have lamp',
      ],
      'an excuse whose reason is blank': [
        [{ ...lamp(), cannot: { dim: '  ' } }, lampContract, { describe, it }],
        'Lamp: say in words why it cannot have dim.',
      ],
      'an excuse without a reason': [
        [{ ...lamp(), cannot: { dim: '' } }, lampContract, { describe, it }],
        'Lamp: say in words why it cannot have dim.',
      ],
    };
    for (const [what, [given, sentence]] of Object.entries(misuses))
      it(what, () => {
        expect(() => (honours as (...given: readonly unknown[]) => void)(...given)).to.throw(TypeError, sentence);
      });

    const rigs: Readonly<Record<string, readonly [Partial<Adapter<LampRig>>, string]>> = {
      'no rig': [{ open: () => undefined as never }, 'Lamp: open() answered no rig. Let it answer an object.'],
      'a rig without a part that each has': [
        { open: () => rigWithout('lamp') },
        'The rig of Lamp has no lamp. Give it one.',
      ],
      'a rig without a part that the requirement needs': [
        { open: () => rigWithout('dim') },
        'The rig of Lamp has no dim. Give it one, or say in `cannot` why there is none.',
      ],
      'a rig with a part that it does not know': [
        { open: () => ({ ...rigWithout(), dimm: () => undefined }) },
        'The rig of Lamp has a part dimm. Take it away, or give it the name that LampPort knows: lamp, dim, close.',
      ],
      'a rig that cannot be opened': [{ open: boom }, 'Lamp: open() threw RangeError: boom'],
      'a rig that cannot be closed': [
        { open: () => ({ ...rigWithout(), close: boom }) },
        'Lamp: close() threw RangeError: boom',
      ],
      'a rig whose lever throws': [lamp({ dim: boom }), 'The rig of Lamp: dim() threw RangeError: boom'],
      'a rig whose lever rejects': [lamp({ dim: async () => boom() }), 'The rig of Lamp: dim() threw RangeError: boom'],
      'a rig whose lever is none': [
        lamp({ dim: true as never }),
        'The rig of Lamp has a dim of another kind than it is to be. Let it be a function.',
      ],
      'a rig whose lamp is none': [
        lamp({ lamp: 'lit' as never }),
        'The rig of Lamp has a lamp of another kind than it is to be. Let it be a lamp.',
      ],
      'a rig whose lever answers what it is not to': [
        lamp({ dim: () => 7 }),
        'The rig of Lamp: dim() answered something of another kind than it is to. Let it answer nothing.',
      ],
      'a rig whose lever answers so in the end': [
        lamp({ dim: async () => 7 }),
        'The rig of Lamp: dim() answered something of another kind than it is to. Let it answer nothing.',
      ],
      'a rig with a part that it is said to lack': [
        { cannot: { dim: 'it has no dimmer' } },
        'The rig of Lamp has a dim, which `cannot` says it cannot have. Take one of them away.',
      ],
    };
    for (const [what, [parts, sentence]] of Object.entries(rigs))
      it(what, async () => {
        const [error] = await Promise.all(
          [...recorded({ ...lamp(), ...parts }).tests.values()]
            .slice(-1)
            .map((test) => test().catch((each: unknown) => each)),
        );
        expect(error).to.be.instanceOf(TypeError);
        expect(String(error)).to.include(sentence);
      });
  });

  it('refuses, and says what to do, an adapter that has been used before', async () => {
    const used = { lit: false };
    const { tests } = recorded(lamp({ lamp: used }));
    const outcomes = await Promise.allSettled([...tests.values()].map((test) => test()));
    expect(outcomes.map(({ status }) => status)).to.deep.equal(['fulfilled', 'rejected', 'rejected']);
    expect(String((outcomes[1] as PromiseRejectedResult).reason)).to.include(
      'Lamp: open() answered the same lamp twice. Let it open one that nothing has used.',
    );
  });

  it('runs under the test runner of Node', () => {
    const file = fileURLToPath(new URL('under-node-test.js', import.meta.url));
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const { stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], { encoding: 'utf8', env });
    expect(stdout).to.match(/ok \d+ - Lamp honours LampPort:/);
    for (const count of ['# pass 2', '# fail 1', '# skipped 0']) expect(stdout).to.include(count);
  });

  it('can be required', () => {
    const contracts = createRequire(import.meta.url)('@contacts-gateway/domain/contracts') as object;
    expect(Object.keys(contracts)).to.have.members([
      'cacheContract',
      'contactSourceContract',
      'honours',
      'requirementsOf',
      'tokenContract',
    ]);
  });
});
