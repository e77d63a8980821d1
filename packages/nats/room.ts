/**
 * The bound on the memory that objects take in a process: a caller that wants to hold one waits for
 * room.
 *
 * @module
 */

/** The bound on the memory of objects. */
export interface Room {
  /** Waits for room for that many bytes, which is released when disposed of. */
  take(bytes: number): Promise<Disposable>;
}

/** The bytes of objects held at a time, except for a single larger one. */
const MOST_AT_ONCE = 2 ** 27;

/** Room for that many bytes of objects, given in the order of the requests. */
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
