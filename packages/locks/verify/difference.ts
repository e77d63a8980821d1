/**
 * A difference between two files that should be the same, down to the first value that differs.
 * Not for deciding whether they are: bytes decide that, this explains it.
 *
 * @module
 */
import { ulps64 } from "@samebit/arithmetic";
import { spellText } from "@samebit/input";

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
  /** How many floats of the value's precision lie from one to the other; absent for no numbers. */
  readonly ulps?: number;
}

/** What stands for a value that is not there. */
export const NOTHING = "nothing";

/**
 * A difference as a line: `steps.csv: step 31, trainLoss: recorded 1.5, got 1.25, ... ulps apart`.
 * Control characters of a stranger's file are spelled out, never sent to a terminal.
 */
export function formatDifference({ file, place, recorded, got, ulps }: Difference): string {
  const apart = ulps === undefined
    ? ""
    : ulps === 0
    ? ", the same number with different bits"
    : `, ${ulps.toLocaleString("en")} ${ulps === 1 ? "ulp" : "ulps"} apart`;
  return spellText(`${file}: ${place}: recorded ${recorded}, got ${got}${apart}`);
}

const NUMBER = /^(-?(\d+(\.\d+)?(e[+-]?\d+)?|Infinity)|NaN)$/;

/** The distance of two numbers as texts; undefined where one of them is no number. */
export function distanceOf(
  recorded: string,
  got: string,
  ulps: (a: number, b: number) => number = ulps64,
): number | undefined {
  return NUMBER.test(recorded) && NUMBER.test(got)
    ? ulps(Number(recorded), Number(got))
    : undefined;
}

/** The first byte that differs, for files in which nothing with a name does. */
export function byteDifference(file: string, recorded: Uint8Array, got: Uint8Array): Difference {
  const longest = Math.max(recorded.length, got.length);
  let at = 0;
  while (at < longest && recorded[at] === got[at]) at++;
  const shown = (byte: number | undefined) =>
    byte === undefined ? NOTHING : byte.toString(16).padStart(2, "0");
  return { file, place: `byte ${at}`, recorded: shown(recorded[at]), got: shown(got[at]) };
}
