/**
 * A difference between two files that should be the same, down to the first value that differs. Not
 * for deciding whether they are the same: bytes decide that, this explains it.
 *
 * @module
 */
import { ulps64 } from "@samebit/arithmetic";
import { escapeText } from "@samebit/input";

/** The first value of a file that is not what was recorded. */
export interface Difference {
  /** The file's name, such as `steps.csv`. */
  readonly file: string;
  /** Where in the file, such as `step 31, trainLoss` or `W1[3, 17]`. */
  readonly place: string;
  /** What was recorded, as it is written. */
  readonly recorded: string;
  /** What the other file has, as it is written. */
  readonly got: string;
  /** The distance of the two in floats of their precision; absent if they are not numbers. */
  readonly ulps?: number;
}

/** What is shown for a missing value. */
export const NOTHING = "nothing";

/**
 * A difference as a line: `steps.csv: step 31, trainLoss: recorded 1.5, got 1.25, ... ulps apart`.
 * Control characters in a file from elsewhere are escaped, never sent to a terminal.
 */
export function formatDifference({ file, place, recorded, got, ulps }: Difference): string {
  const apart = ulps === undefined
    ? ""
    : ulps === 0
    ? ", the same number with different bits"
    : `, ${ulps.toLocaleString("en")} ${ulps === 1 ? "ulp" : "ulps"} apart`;
  return escapeText(`${file}: ${place}: recorded ${recorded}, got ${got}${apart}`);
}

const NUMBER = /^(-?(\d+(\.\d+)?(e[+-]?\d+)?|Infinity)|NaN)$/;

/** The distance of two numbers given as texts; undefined if one of them is not a number. */
export function distanceOf(
  recorded: string,
  got: string,
  ulps: (a: number, b: number) => number = ulps64,
): number | undefined {
  return NUMBER.test(recorded) && NUMBER.test(got)
    ? ulps(Number(recorded), Number(got))
    : undefined;
}

/** The first byte that differs, for files in which no named value does. */
export function byteDifference(file: string, recorded: Uint8Array, got: Uint8Array): Difference {
  const longest = Math.max(recorded.length, got.length);
  let at = 0;
  while (at < longest && recorded[at] === got[at]) at++;
  const shown = (byte: number | undefined) =>
    byte === undefined ? NOTHING : byte.toString(16).padStart(2, "0");
  return { file, place: `byte ${at}`, recorded: shown(recorded[at]), got: shown(got[at]) };
}
