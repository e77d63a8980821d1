/**
 * What programs of a page need to know about lines: how they are smoothed, on which axis they are,
 * and the names of those that a reader adds. Independent of drawing.
 *
 * @module
 */
export { meanAround, SMOOTHED_SHARE } from "../smooth.ts";
export { spanDecades } from "../span_decades.ts";

/** How far a variant had got at which time, on the machine that ran it: the mean over its seeds. */
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
