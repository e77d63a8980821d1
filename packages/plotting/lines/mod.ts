/**
 * What programs of a page need to know of lines: how they are smoothed, on which axis they stand, and
 * what those are called that a reader adds. Knows of no drawing.
 *
 * @module
 */
export { meanAround, SMOOTHED_SHARE } from "../smooth.ts";
export { spanDecades } from "../span_decades.ts";

/** How far a variant had come when, on the machine that made it: the mean over its seeds. */
export interface Clock {
  /** Its label. */
  readonly variant: string;
  /** Steps in an epoch. */
  readonly perEpoch: number;
  /** Epochs and the seconds at their ends, both rising. */
  readonly times: readonly (readonly [epoch: number, seconds: number])[];
}

/** The names of the lines that a reader tries, the one under way first. */
export const TRIED: readonly string[] = [
  "tried here",
  "tried before",
  "tried 2 before",
  "tried 3 before",
];
