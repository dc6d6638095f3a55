import assert from 'node:assert/strict';
import type { ContactSourcePort, SourceChanges, SourceObserver } from '@contacts-gateway/domain';

/** Fails where it says to walk again. */
export async function changesOf(
  source: ContactSourcePort,
  checkpoint: string,
  observer?: SourceObserver,
): Promise<SourceChanges> {
  const answer = await source.changesSince(checkpoint, Infinity, observer);
  assert.ok(answer.kind === 'changes', 'it says to walk again');
  return answer;
}

export function holds(named: readonly string[], ids: readonly string[], what: string): void {
  const missing = ids.filter((id) => !named.includes(id)).length;
  assert.equal(missing, 0, `it does not name ${what}: ${missing} of ${ids.length}`);
}
