/**
 * What bounds the memory that objects take in a process: who wants to hold one waits for room.
 *
 * @module
 */

/** What bounds the memory of objects. */
export interface Room {
  /** Waits for room for so many bytes, which is given back when disposed of. */
  take(bytes: number): Promise<Disposable>;
}

/** The bytes of objects that are held at a time, but for a single one that is larger. */
const MOST_AT_ONCE = 2 ** 27;

/** Room for so many bytes of objects, which are waited for in turn. */
export function createRoom(most: number = MOST_AT_ONCE): Room {
  let taken = 0;
  let turn = Promise.resolve();
  let freed = Promise.withResolvers<void>();
  return {
    async take(bytes) {
      const before = turn;
      const mine = Promise.withResolvers<void>();
      turn = mine.promise;
      await before;
      while (taken > 0 && taken + bytes > most) await freed.promise;
      taken += bytes;
      mine.resolve();
      return {
        [Symbol.dispose]() {
          taken -= bytes;
          freed.resolve();
          freed = Promise.withResolvers();
        },
      };
    },
  };
}
