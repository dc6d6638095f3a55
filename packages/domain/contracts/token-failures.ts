import assert from 'node:assert/strict';
import type { Section } from './contract.js';
import { asksToWait, failsWith, isSilentAbout } from './failure.js';
import { HALF_AN_HOUR_MS, SECOND, type TokenRig } from './token-rig.js';

const MINUTE_MS = 60_000;

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
        const secrets = [...rig.secrets, token.reveal()];
        isSilentAbout(secrets, await failsWith('no_other_token', 'it', rig.tokens.accessToken(token)));
      },
    },
    ...failures.map((code) => ({
      title: `shows no secret in ${code}`,
      needs: [code],
      async prove(rig: Required<TokenRig>) {
        await rig[code]();
        isSilentAbout(rig.secrets, await failsWith(code, 'it', rig.tokens.accessToken()));
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
      title: 'tells who watches it neither a token nor another secret',
      needs: ['logged'],
      async prove({ tokens, secrets, logged }) {
        const token = await tokens.accessToken();
        await failsWith('no_other_token', 'it', tokens.accessToken(token));
        assert.ok(logged().length > 0, 'nobody was told anything: the rig does not listen');
        isSilentAbout([...secrets, token.reveal()], logged(), 'what it tells');
      },
    },
  ],
};
