import assert from 'node:assert/strict';
import type { Section } from './contract.js';
import { failsWith, failureOf } from './failure.js';
import { CALLERS, FIRST, HALF_AN_HOUR_MS, MINUTE_MS, SECOND, type TokenRig, UNDER_WAY_MS } from './token-rig.js';
import { delay, until } from './waiting.js';

/** How far the clocks of a provider and of its adapter may be apart. */
const CLOCKS_APART_MS = MINUTE_MS;
const SOON_MS = 5000;

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
      title: 'answers a token whose expiry is not stated without one, for as long as it has no other',
      needs: ['supply', 'advance', 'token_unavailable'],
      async prove({ tokens, supply, advance, token_unavailable }) {
        await supply(FIRST, Infinity);
        assert.ok((await tokens.accessToken()).expiresAt === undefined, 'it states an expiry');
        await token_unavailable();
        await advance(2 * HALF_AN_HOUR_MS);
        const token = await tokens.accessToken();
        assert.ok(token.reveal() === FIRST, 'it answered another token');
      },
    },
    {
      title: 'costs no fetch while its token is far from expiring, be it soon, later or at no time that is known',
      needs: ['supply', 'advance'],
      async prove({ tokens, supply, fetches, advance }) {
        for (const [lifeMs, passedMs] of [
          [MINUTE_MS, MINUTE_MS / 5],
          [HALF_AN_HOUR_MS, HALF_AN_HOUR_MS / 5],
          [Infinity, MINUTE_MS],
        ] as const) {
          await supply(FIRST, lifeMs);
          await tokens.accessToken();
          const before = fetches();
          await advance(passedMs);
          for (let caller = 1; caller <= CALLERS; caller += 1) await tokens.accessToken();
          // One that nobody waits for is still under way.
          await delay(UNDER_WAY_MS);
          const cost = fetches() - before;
          assert.equal(cost, 0, `${passedMs} of ${lifeMs} ms later, ${CALLERS} callers cost ${cost} fetches`);
          if (lifeMs < Infinity) await advance(lifeMs);
        }
      },
    },
    {
      title: 'has replaced its token soon after it is asked for one that is about to expire',
      needs: ['supply', 'advance'],
      async prove({ tokens, supply, advance }) {
        await supply(FIRST, HALF_AN_HOUR_MS);
        await tokens.accessToken();
        await supply(SECOND, HALF_AN_HOUR_MS);
        await advance(HALF_AN_HOUR_MS - CLOCKS_APART_MS);
        const isOther = async (): Promise<boolean> => (await tokens.accessToken()).reveal() === SECOND;
        await until(isOther, SOON_MS, 'a minute before its expiry, the other token was answered');
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
        await advance(CLOCKS_APART_MS - SOON_MS);
        // It may be trying to replace it, or have given up for a while.
        await failureOf(tokens.accessToken());
        await delay(UNDER_WAY_MS);
        await advance(2 * SOON_MS);
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
    {
      title: 'answers each of two connections the token of its own, also when both are asked at once',
      needs: ['supply'],
      async prove({ tokens, supply }, another) {
        const other = await another();
        await supply(FIRST, HALF_AN_HOUR_MS);
        await other.supply(SECOND, HALF_AN_HOUR_MS);
        for (let time = 1; time <= 2; time += 1) {
          const answers = await Promise.all([tokens.accessToken(), other.tokens.accessToken()]);
          const [first, second] = answers.map((token) => token.reveal());
          assert.ok(first === FIRST && second === SECOND, 'one was answered the token of the other');
        }
      },
    },
  ],
};
