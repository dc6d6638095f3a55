import assert from 'node:assert/strict';
import { checkpointOf, createMany, pagesOf, person, recordsOf } from './account.js';
import type { Stead } from './contract.js';
import { failureOf, isSilentAbout, secretsOf } from './failure.js';
import { type SourceFailure, sourceFailures, type SourceRig } from './source-rig.js';
import { withinTheProcess } from './waiting.js';

const FEW = 3;

export const holdsNoSecret: Stead<SourceRig> = {
  title: 'holds no secret that could be refused',
  async prove({ secrets }) {
    assert.equal(secrets.length, 0, 'it holds one');
  },
};

export const triesOnce: Stead<SourceRig> = {
  title: 'makes no second attempt',
  async prove(rig) {
    await createMany(rig, FEW);
    await rig[sourceFailures.find((code) => rig[code]) ?? 'requests']?.();
    let setbacks = 0;
    await failureOf(pagesOf(rig.source.walk({ onRetry: () => void (setbacks += 1) })));
    assert.equal(setbacks, 0, 'it tells of a setback, and tries again');
  },
};

export const showsNothing: Stead<SourceRig> = {
  title: 'shows no secret to who prints it',
  async prove({ source, secrets }) {
    await recordsOf(source.walk());
    isSilentAbout(secretsOf({ secrets }), source, 'the adapter');
  },
};

/** Whatever is asked for beyond the process may be out of reach, hang, or answer what cannot be read. */
export const asksNothingOutside: Stead<SourceRig> = {
  title: 'answers before anything outside of its process could',
  async prove({ source, create }) {
    const id = await create(person('Ada'));
    await withinTheProcess(async () => {
      await source.changesSince(await checkpointOf(source), Infinity);
      await source.read([id]);
    });
  },
};

/** @param ofToken - such a failure is one of sources that are given a token, which is a secret. */
export const neverFailsWith = (code: SourceFailure, ofToken: boolean): Stead<SourceRig> => ({
  title: `never fails with ${code}${ofToken ? ', and holds no secret that could be refused' : ''}`,
  async prove(rig) {
    if (ofToken) assert.equal(rig.secrets.length, 0, 'it holds a secret');
    const id = await rig.create(person('Ada'));
    await rig[sourceFailures.find((each) => rig[each]) ?? 'requests']?.();
    for (const failure of [
      await failureOf(recordsOf(rig.source.walk())),
      await failureOf(rig.source.read([id])),
      await failureOf(rig.source.changesSince('', Infinity)),
    ])
      assert.notEqual((failure as { code?: unknown } | undefined)?.code, code, 'it does fail so');
  },
});
