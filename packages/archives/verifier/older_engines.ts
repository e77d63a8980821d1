/**
 * Language features that the other packages use and Node 20 does not have yet. Nothing else belongs
 * here: an engine that has a feature keeps its own.
 */

/** Adds `Map.groupBy` if the engine does not have it. */
export function fillInGroupBy(): void {
  Map.groupBy ??= <Key, Item>(items: Iterable<Item>, keyOf: (item: Item, index: number) => Key) => {
    const groups = new Map<Key, Item[]>();
    let index = 0;
    for (const item of items) {
      const key = keyOf(item, index++);
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
    return groups;
  };
}
