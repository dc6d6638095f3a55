import type { Contact } from '@contacts-gateway/domain';
import { type Running, startRunning } from '../running-service.js';

/** States of a service in which everything is asked. */
export interface Situations {
  readonly services: Readonly<Record<string, Running>>;
  /** What of them means something: ids, versions, tags, an address, a key. */
  readonly known: readonly string[];
  readonly key: string;
  readonly stop: () => Promise<void>;
}

const KEY = 'some-key';

export async function startSituations(): Promise<Situations> {
  const services = {
    'with a copy': await startRunning(),
    'with a key': await startRunning({ API_KEYS: KEY, PUBLIC_PATHS: '/health' }),
    'with limits': await startRunning({ API_KEYS: KEY, RATE_LIMIT_PER_MINUTE: '20', FAILED_KEYS_PER_MINUTE: '10' }),
    'with a token that is refused': await startRunning({ USE_MOCK_TOKEN: 'true' }),
    'without a copy': await startRunning({ REQUEST_WAIT_SECONDS: '0' }, { contacts: 100_000, latencyMs: 1000 }),
  };
  const list = await services['with a copy'].get('/contacts');
  const [first, second] = (await list.json()) as [Contact, Contact];
  const { headers } = list;
  return {
    services,
    known: [first.id, second.id, first.email, KEY, headers.get('x-contacts-version')!, headers.get('etag')!],
    key: KEY,
    stop: async () => {
      for (const running of Object.values(services)) await running.stop();
    },
  };
}
