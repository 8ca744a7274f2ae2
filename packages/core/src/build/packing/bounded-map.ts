/**
 * Maps items with an asynchronous function, at most `limit` at a time, and returns the results in the order of the
 * items. After a failure it starts nothing new, and rejects once everything in progress has ended.
 */
export async function boundedMap<Item, Result>(
  items: readonly Item[],
  limit: number,
  apply: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const errors: unknown[] = [];
  const pending = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of pending) {
      if (errors.length > 0) return;
      try {
        results.set(index, await apply(item));
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, work));
  if (errors.length > 0) throw errors[0];
  return items.map((_, index) => results.get(index) as Result);
}
