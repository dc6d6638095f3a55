import assert from 'node:assert/strict';
import type { Section } from './contract.js';
import { failsWith } from './failure.js';
import { CALLERS, FIRST, HALF_AN_HOUR_MS, SECOND, type TokenRig } from './token-rig.js';
import { delay } from './waiting.js';

/** How far the clocks of a provider and of its adapter may be apart. */
const CLOCKS_APART_MS = 60_000;
/** Longer than a request takes to arrive. */
const UNDER_WAY_MS = 50;

/** Tokens are compared, never printed: an adapter may be run against a provider of real ones. */
export const tokenAnswers: Section<TokenRig> = {
  title: 'Which token it answers',
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
        await supply(FIRST, CLOCKS_APART_MS);
        await tokens.accessToken();
        await supply(SECOND, HALF_AN_HOUR_MS);
        await advance(CLOCKS_APART_MS + 5000);
        const token = await tokens.accessToken();
        assert.ok(token.reveal() === SECOND, 'five seconds after its expiry it still answers the first one');
      },
    },
    {
      title: 'does not answer a token that had expired when the provider answered it',
      needs: ['supply'],
      async prove({ tokens, supply }) {
        await supply(FIRST, -CLOCKS_APART_MS);
        await failsWith('token_unavailable', 'it', tokens.accessToken());
      },
    },
    {
      title: 'costs no fetch while its token is far from expiring',
      needs: ['supply', 'advance'],
      async prove({ tokens, supply, fetches, advance }) {
        await supply(FIRST, HALF_AN_HOUR_MS);
        await tokens.accessToken();
        const before = fetches();
        await advance(HALF_AN_HOUR_MS / 10);
        for (let caller = 1; caller <= CALLERS; caller += 1) await tokens.accessToken();
        // One that nobody waits for is still under way.
        await delay(UNDER_WAY_MS);
        assert.equal(fetches(), before, `${CALLERS} callers, one after the other, cost ${fetches() - before} fetches`);
      },
    },
    {
      title: 'answers its token for as long as it is valid, also when the provider fails',
      needs: ['supply', 'advance', 'token_unavailable'],
      async prove({ tokens, supply, advance, token_unavailable }) {
        await supply(FIRST, HALF_AN_HOUR_MS);
        await tokens.accessToken();
        await token_unavailable();
        for (const passedMs of [HALF_AN_HOUR_MS / 2, HALF_AN_HOUR_MS / 2 - CLOCKS_APART_MS]) {
          await advance(passedMs);
          const token = await tokens.accessToken();
          assert.ok(token.reveal() === FIRST, 'it answered another token than the one that is still valid');
        }
        await advance(2 * CLOCKS_APART_MS);
        await failsWith('token_unavailable', 'once its token had expired, it', tokens.accessToken());
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
  ],
};
