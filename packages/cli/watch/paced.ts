/**
 * Something that is made when it is asked for, but not again and again: who trains on the same
 * machine should hardly notice who watches.
 *
 * @module
 */

/** What is made lasts at least so long, and so many times what making it took. */
const LEAST_MS = 500;
const REST = 9;

/**
 * A function that gives what `make` gave last, and calls it only when nine times as long as it took
 * has passed since: at most a tenth of one core goes into making.
 *
 * @param make What to do; callers that come while it is at it wait for the same.
 * @param clock Milliseconds on a clock.
 */
export function paced<T>(make: () => Promise<T>, clock: () => number): () => Promise<T> {
  let made: Promise<T> | undefined;
  let lastsUntil = -Infinity;
  return () => {
    if (made !== undefined && clock() < lastsUntil) return made;
    const began = clock();
    // While it is being made nobody makes it a second time.
    lastsUntil = Infinity;
    made = make().finally(() => {
      lastsUntil = clock() + Math.max(LEAST_MS, REST * (clock() - began));
    });
    return made;
  };
}
