import assert from 'node:assert/strict';
import type { Section } from './contract.js';
import { asksToWait, failsSilently, failsWith, isSilentAbout, secretsOf } from './failure.js';
import { CALLERS, FIRST, HALF_AN_HOUR_MS, MINUTE_MS, SECOND, type TokenRig, UNDER_WAY_MS } from './token-rig.js';
import { delay } from './waiting.js';

const failures = ['token_unavailable', 'token_provider_misconfigured'] as const;

/** How it fails, and what it shows of its secrets. */
export const tokenFailing: Section<TokenRig> = {
  title: 'How it fails',
  requirements: [
    ...failures.map((code) => ({
      title: `fails with ${code} when that is what is wrong with the provider`,
      needs: [code],
      async prove(rig: Required<TokenRig>) {
        await rig[code]();
        await failsWith(code, 'it', rig.tokens.accessToken());
      },
    })),
    {
      title: 'answers again as soon as the provider does',
      needs: ['supply', 'token_unavailable'],
      async prove({ tokens, supply, token_unavailable }) {
        await token_unavailable();
        await failsWith('token_unavailable', 'without its provider, it', tokens.accessToken());
        await supply(SECOND, HALF_AN_HOUR_MS);
        const token = await tokens.accessToken();
        assert.ok(token.reveal() === SECOND, 'it answered another token than the provider has');
      },
    },
    {
      title: 'shows no secret in an error',
      async prove(rig) {
        const token = await rig.tokens.accessToken();
        const secrets = secretsOf(rig, { 'its token': token.reveal() });
        await failsSilently(secrets, 'no_other_token', 'it', rig.tokens.accessToken(token));
      },
    },
    ...failures.map((code) => ({
      title: `shows no secret in ${code}`,
      needs: [code],
      async prove(rig: Required<TokenRig>) {
        await rig[code]();
        await failsSilently(secretsOf(rig), code, 'it', rig.tokens.accessToken());
      },
    })),
    {
      title: 'says in milliseconds how long its provider asks to be left alone',
      needs: ['asksToWait'],
      async prove({ tokens, asksToWait: askToWait }) {
        await askToWait(MINUTE_MS);
        asksToWait(await failsWith('token_unavailable', 'it', tokens.accessToken()), MINUTE_MS);
      },
    },
    {
      title: 'leaves a provider alone that asks for it, while its token is valid',
      needs: ['supply', 'advance', 'asksToWait'],
      async prove({ tokens, supply, fetches, advance, asksToWait: askToWait }) {
        await supply(FIRST, HALF_AN_HOUR_MS);
        await tokens.accessToken();
        await askToWait(MINUTE_MS);
        await advance(HALF_AN_HOUR_MS - 2 * MINUTE_MS);
        await tokens.accessToken();
        const before = await settled(fetches);
        await advance(0.75 * MINUTE_MS);
        await tokens.accessToken();
        assert.equal(await settled(fetches), before, 'it asked its provider again after three quarters of that time');
      },
    },
    {
      title: 'does not ask a provider that has just failed for each of its callers, while its token is valid',
      needs: ['supply', 'advance', 'token_unavailable'],
      async prove({ tokens, supply, fetches, advance, token_unavailable }) {
        await supply(FIRST, HALF_AN_HOUR_MS);
        await tokens.accessToken();
        await token_unavailable();
        await advance(HALF_AN_HOUR_MS - 2 * MINUTE_MS);
        await tokens.accessToken();
        const before = await settled(fetches);
        for (let caller = 1; caller <= CALLERS; caller += 1) await tokens.accessToken();
        const cost = (await settled(fetches)) - before;
        assert.equal(cost, 0, `${CALLERS} callers cost ${cost} fetches`);
      },
    },
    {
      title: 'tells who watches it neither a token nor another secret',
      needs: ['logged'],
      async prove({ tokens, secrets, logged }) {
        const token = await tokens.accessToken();
        await failsWith('no_other_token', 'it', tokens.accessToken(token));
        assert.ok(logged().length > 0, 'nobody was told anything: the rig does not listen');
        isSilentAbout(secretsOf({ secrets }, { 'its token': token.reveal() }), logged(), 'what it tells');
      },
    },
  ],
};

/** How many there have been, once none has begun for a while. */
async function settled(fetches: () => number): Promise<number> {
  for (let count = fetches(); ; count = fetches()) {
    await delay(UNDER_WAY_MS);
    if (fetches() === count) return count;
  }
}
