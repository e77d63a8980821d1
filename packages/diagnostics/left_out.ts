/** What charts of predictions say about the variants that they leave out. */

/** A sentence with a space before it; nothing if none is left out. */
export function noteOfLeft(shown: number, left: number): string {
  return left > 0 ? ` The first ${shown} variants of ${shown + left}.` : "";
}
