/**
 * Something that is made on request, but not too often: training on the same machine should hardly
 * be slowed down by watching.
 *
 * @module
 */

/** A result is kept for this many times as long as making it took, within these bounds. */
const REST = 9;
const LEAST_MS = 500;
const MOST_MS = 10_000;

/**
 * A function that returns the last result of `make`, and calls it again only after nine times as
 * long as it took, or ten seconds: making takes about a tenth of one core, more only if it takes
 * longer than a second.
 *
 * @param make What to do; callers that arrive in the meantime wait for the same result.
 * @param clock Milliseconds on a clock.
 */
export function paced<T>(make: () => Promise<T>, clock: () => number): () => Promise<T> {
  let made: Promise<T> | undefined;
  let lastsUntil = -Infinity;
  return () => {
    if (made !== undefined && clock() < lastsUntil) return made;
    const began = clock();
    // While it is being made, it is not started a second time.
    lastsUntil = Infinity;
    made = make().finally(() => {
      const restMs = REST * (clock() - began);
      lastsUntil = clock() + Math.min(MOST_MS, Math.max(LEAST_MS, restMs));
    });
    return made;
  };
}
