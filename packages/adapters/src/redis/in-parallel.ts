/** Results in the order of the items, for at most `limit` of which it works at a time. A failure leaves out what has not begun. */
export async function inParallel<Item, Result>(
  limit: number,
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const remaining = each(items);
  const worker = async (): Promise<void> => {
    for (const [at, item] of remaining) results[at] = await work(item);
  };
  await Promise.all(Array.from({ length: limit }, worker));
  return results;
}

/** Leaving a loop over a generator ends it, and with it the loops of the other workers; an array's own iterator goes on. */
function* each<Item>(items: readonly Item[]): Generator<[number, Item], void, void> {
  yield* items.entries();
}
