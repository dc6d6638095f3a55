import assert from 'node:assert/strict';
import { AccessToken } from '@contacts-gateway/domain';
import type { Section } from './contract.js';
import { failsWith } from './failure.js';
import { CALLERS, FIRST, HALF_AN_HOUR_MS, SECOND, secretOf, type TokenRig } from './token-rig.js';

/** More than anyone has in a day. */
const MANY = 120;

/** What it does about a token that the source has refused. */
export const tokenRefusals: Section<TokenRig> = {
  title: 'What it does about a refused token',
  requirements: [
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
      title: 'costs one fetch, however many tell it at once that the only token was refused',
      async prove({ tokens, fetches }) {
        const refused = await tokens.accessToken();
        const before = fetches();
        const asking = Array.from({ length: CALLERS }, () => tokens.accessToken(refused));
        await Promise.all(asking.map((each) => failsWith('no_other_token', 'it', each)));
        const cost = fetches() - before;
        assert.ok(cost <= 1, `${CALLERS} callers cost ${cost} fetches`);
      },
    },
    {
      title: 'says that there is no other token when it is told that the only one was refused',
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
      title: 'keeps its token, and the fetch that brings it, when it is told that one it does not hold was refused',
      async prove({ tokens, fetches }) {
        const before = fetches();
        const ofAnother = new AccessToken('contract-token-of-another');
        const [token] = await Promise.all([tokens.accessToken(), tokens.accessToken(ofAnother)]);
        const kept = await tokens.accessToken(new AccessToken('contract-token-of-yet-another'));
        assert.ok(kept.reveal() === token.reveal(), 'it answered another token');
        assert.ok(fetches() - before <= 1, `it cost ${fetches() - before} fetches`);
      },
    },
    {
      title: 'answers another token that the provider has when it is told that one was refused',
      needs: ['supply'],
      async prove({ tokens, supply }) {
        const refused = await tokens.accessToken();
        await supply(SECOND, HALF_AN_HOUR_MS);
        const other = await tokens.accessToken(refused);
        assert.ok(other.reveal() === SECOND, 'it answered another than the provider has');
      },
    },
    {
      title: 'answers another token each time, however many were refused before',
      needs: ['supply', 'advance'],
      async prove({ tokens, supply, advance }) {
        let refused = await tokens.accessToken();
        for (let number = 1; number <= MANY; number += 1) {
          const secret = secretOf(number);
          await supply(secret, HALF_AN_HOUR_MS);
          await advance(1000);
          const other = await tokens.accessToken(refused);
          assert.ok(other.reveal() === secret, `with ${number} refused, it answered another than the provider has`);
          refused = other;
        }
        await failsWith('no_other_token', `with ${MANY} refused, it`, tokens.accessToken(refused));
      },
    },
    {
      title: 'answers another token in the end once its provider has one, having said that there was none',
      needs: ['supply', 'advance'],
      async prove({ tokens, supply, advance }) {
        const refused = await tokens.accessToken();
        await failsWith('no_other_token', 'told of the only one, it', tokens.accessToken(refused));
        await supply(SECOND, 2 * HALF_AN_HOUR_MS);
        // A provider may keep the first one for as long as it seems valid.
        await advance((2 / 3) * HALF_AN_HOUR_MS);
        const other = await tokens.accessToken(refused);
        assert.ok(other.reveal() === SECOND, 'it answered another than the provider has');
      },
    },
    {
      title: 'answers another token also when it is told that one was refused while it fetches',
      needs: ['supply', 'advance'],
      async prove({ tokens, supply, advance }) {
        await supply(FIRST, Infinity);
        const refused = await tokens.accessToken();
        await supply(SECOND, HALF_AN_HOUR_MS);
        // Without an expiry, it may ask whether there is another by now.
        await advance(HALF_AN_HOUR_MS / 2);
        const [, other] = await Promise.all([tokens.accessToken(), tokens.accessToken(refused)]);
        assert.ok(other.reveal() === SECOND, 'it answered another than the provider has');
      },
    },
    {
      title: 'answers another token also when it could not be had as soon as one was refused',
      needs: ['supply', 'token_unavailable'],
      async prove({ tokens, supply, token_unavailable }) {
        await supply(FIRST, HALF_AN_HOUR_MS);
        const refused = await tokens.accessToken();
        await token_unavailable();
        await failsWith('token_unavailable', 'without its provider, it', tokens.accessToken(refused));
        await supply(SECOND, HALF_AN_HOUR_MS);
        const other = await tokens.accessToken();
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
  ],
};
