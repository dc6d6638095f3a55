import assert from 'node:assert/strict';
import { AccessToken } from '@contacts-gateway/domain';
import type { Contract } from './contract.js';
import { failsWith, isSilentAbout } from './failure.js';
import type { TokenRig } from './token-rig.js';

export type { TokenRig } from './token-rig.js';

const CALLERS = 50;
const HALF_AN_HOUR_MS = 1_800_000;
/** How far the clocks of a provider and of its adapter may be apart. */
const CLOCKS_APART_MS = 60_000;
const FIRST = 'contract-token-1';
const SECOND = 'contract-token-2';

const failures = ['token_unavailable', 'token_provider_misconfigured'] as const;

/** Tokens are compared, never printed: an adapter may be run against a provider of real ones. */
export const tokenContract: Contract<TokenRig> = {
  port: 'TokenPort',
  requirements: [
    {
      title: 'answers a token that a header can carry and that printing does not show',
      async prove({ tokens }) {
        const token = await tokens.accessToken();
        const secret = token.reveal();
        assert.ok(/^[\x21-\x7e]+$/.test(secret), 'it is empty, or has characters that no header can carry');
        assert.ok(!`${String(token)} ${JSON.stringify(token)}`.includes(secret), 'printing shows it');
      },
    },
    {
      title: 'answers the token that the provider has, with its expiry in Unix milliseconds if there is one',
      needs: ['supply'],
      async prove({ tokens, supply }) {
        await supply(FIRST, HALF_AN_HOUR_MS);
        const token = await tokens.accessToken();
        assert.ok(token.reveal() === FIRST, 'it is not the one that the provider has');
        const { expiresAt = Date.now() + HALF_AN_HOUR_MS } = token;
        const off = Math.abs(expiresAt - Date.now() - HALF_AN_HOUR_MS);
        assert.ok(off <= CLOCKS_APART_MS, `its expiry is off by ${off} ms`);
      },
    },
    {
      title: 'does not answer a token that has expired',
      needs: ['supply', 'advance'],
      async prove({ tokens, supply, advance }) {
        await supply(FIRST, 1000);
        await tokens.accessToken();
        await supply(SECOND, HALF_AN_HOUR_MS);
        await advance(1500);
        const token = await tokens.accessToken();
        assert.ok(token.reveal() === SECOND, 'half a second after its expiry it still answers the first one');
      },
    },
    {
      title: 'costs one fetch, however many ask at once',
      async prove({ tokens, fetches }) {
        const before = fetches();
        const answers = await Promise.all(Array.from({ length: CALLERS }, () => tokens.accessToken()));
        const cost = fetches() - before;
        assert.ok(cost <= 1, `${CALLERS} callers cost ${cost} fetches`);
        assert.ok(new Set(answers.map((token) => token.reveal())).size === 1, 'they got different tokens');
      },
    },
    {
      title: 'costs one fetch, however many tell it at once that the same token was refused',
      needs: ['supply'],
      async prove({ tokens, supply, fetches }) {
        const refused = await tokens.accessToken();
        await supply(SECOND, HALF_AN_HOUR_MS);
        const before = fetches();
        const answers = await Promise.all(Array.from({ length: CALLERS }, () => tokens.accessToken(refused)));
        const cost = fetches() - before;
        assert.ok(cost <= 1, `${CALLERS} callers cost ${cost} fetches`);
        assert.ok(
          answers.every((token) => token.reveal() === SECOND),
          'not all of them got the other token',
        );
        assert.ok(cost > 0, 'another token came without a fetch: the rig does not count them');
      },
    },
    {
      title: 'told that the only token was refused, says that there is no other',
      async prove({ tokens }) {
        const token = await tokens.accessToken();
        await failsWith('no_other_token', 'told of the token itself, it', tokens.accessToken(token));
      },
    },
    {
      title: 'knows a refused token by its text, not by its object',
      async prove({ tokens }) {
        const copy = new AccessToken((await tokens.accessToken()).reveal());
        await failsWith('no_other_token', 'told of a copy, it', tokens.accessToken(copy));
      },
    },
    {
      title: 'keeps its token when it is told that one it does not hold was refused',
      async prove({ tokens }) {
        const token = await tokens.accessToken();
        const kept = await tokens.accessToken(new AccessToken('contract-token-of-another'));
        assert.ok(kept.reveal() === token.reveal(), 'it answered another token');
      },
    },
    {
      title: 'told that a token was refused, answers another one that the provider has',
      needs: ['supply'],
      async prove({ tokens, supply }) {
        const refused = await tokens.accessToken();
        await supply(SECOND, HALF_AN_HOUR_MS);
        const other = await tokens.accessToken(refused);
        assert.ok(other.reveal() === SECOND, 'it answered another than the provider has');
      },
    },
    {
      title: 'never answers a refused token again, not even to callers who do not name it',
      needs: ['supply'],
      async prove({ tokens, supply }) {
        await supply(FIRST, HALF_AN_HOUR_MS);
        const refused = await tokens.accessToken();
        await supply(SECOND, HALF_AN_HOUR_MS);
        const second = await tokens.accessToken(refused);
        const unnamed = await tokens.accessToken();
        assert.ok(unnamed.reveal() !== FIRST, 'it answered it to a caller who named none');
        await supply(FIRST, HALF_AN_HOUR_MS);
        await failsWith(
          'no_other_token',
          'with a provider that returned to a refused token, it',
          tokens.accessToken(second),
        );
      },
    },
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
  ],
};
