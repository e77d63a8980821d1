/**
 * What Node 20 has not yet of the language that the other packages use. Not for anything else: an
 * engine that has it keeps its own.
 */

/** Gives `Map` its `groupBy` where the engine has none. */
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
