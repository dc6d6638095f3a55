import { honours } from '@contacts-gateway/domain/contracts';
import { describe, it } from 'node:test';

/** Run in a process of its own: one requirement that is met, one that is not, and one that something stands in for. */
honours<{ readonly dim?: () => void }>(
  { name: 'Lamp', open: () => ({}), cannot: { dim: 'it has no dimmer' } },
  {
    port: 'LampPort',
    sections: [
      {
        title: 'Light',
        requirements: [
          { title: 'is met', prove: () => Promise.resolve() },
          { title: 'is not met', prove: () => Promise.reject(new Error('broken')) },
          { title: 'cannot be shown', needs: ['dim'], prove: () => Promise.reject(new Error('broken')) },
        ],
      },
    ],
    parts: { dim: { title: 'is of one brightness', prove: () => Promise.resolve() } },
  },
  { describe, it },
);
