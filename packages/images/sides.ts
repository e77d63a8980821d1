/**
 * How large an image may be: a header may claim anything, and is trusted only up to a limit.
 *
 * @module
 */

/** The most pixels of an image: as many as the largest cameras take. */
const MOST_PIXELS = 2 ** 26;

/**
 * Refuses an image without pixels, or with too many.
 *
 * @param fail Makes the error of a problem.
 */
export function checkSides(width: number, height: number, fail: (problem: string) => Error): void {
  const pixels = width * height;
  if (pixels === 0) throw fail(`its size is ${width}×${height} pixels`);
  if (pixels > MOST_PIXELS) {
    throw fail(`its size is ${width}×${height} pixels; wanted at most ${MOST_PIXELS} together`);
  }
}
