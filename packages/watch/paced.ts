/**
 * Something that is made when it is asked for, but not again and again: who trains on the same
 * machine should hardly notice who watches.
 *
 * @module
 */

/** What is made lasts so many times what making it took, but within these bounds. */
const REST = 9;
const LEAST_MS = 500;
const MOST_MS = 10_000;

/**
 * A function that gives what `make` gave last, and calls it only when nine times as long as it took
 * has passed since, or ten seconds: about a tenth of one core goes into making, more only where that
 * takes longer than a second.
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
      const restMs = REST * (clock() - began);
      lastsUntil = clock() + Math.min(MOST_MS, Math.max(LEAST_MS, restMs));
    });
    return made;
  };
}
