/**
 * Seeds that end at different places, since they stopped early, diverged or are still in progress.
 * A mean continues to the end of the longest, over those that remain; the chart says how many.
 */
import { highest, lowest } from "@samebit/statistics";
import type { ChartRun } from "./chart.ts";

/** Variants named in a note at most. */
const MOST_NAMED = 4;

/** The run that got furthest, by how many rows it has; the first of equals. */
export function longestOf(
  runs: readonly ChartRun[],
  rowsOf: (run: ChartRun) => number,
): ChartRun {
  const rows = runs.map(rowsOf);
  return runs[rows.indexOf(highest(rows))]!;
}

/**
 * The sentence for variants whose seeds end at different places; nothing if there are none.
 *
 * @param unit The unit of places: `epoch`.
 * @param rowsOf How many rows a run has.
 * @param placeOf The place of a row, such as its epoch.
 */
export function noteOfEnds(
  groups: readonly (readonly [variant: string, runs: readonly ChartRun[]])[],
  unit: "epoch" | "step",
  rowsOf: (run: ChartRun) => number,
  placeOf: (run: ChartRun, row: number) => number,
): string {
  const uneven = groups.flatMap(([variant, runs]) => {
    const rows = runs.map(rowsOf);
    const [least, most] = [lowest(rows), highest(rows)];
    if (least === most) return [];
    const longest = longestOf(runs, rowsOf);
    const left = rows.filter((each) => each === most).length;
    const until = least === 0 ? "" : ` to ${unit} ${placeOf(longest, least - 1)}`;
    return [
      `${variant} ${runs.length}${until}, ${left} to ${unit} ${placeOf(longest, most - 1)}`,
    ];
  });
  if (uneven.length === 0) return "";
  const named = uneven.slice(0, MOST_NAMED).join("; ");
  const more = uneven.length > MOST_NAMED ? `; and ${uneven.length - MOST_NAMED} more` : "";
  return ` Seeds end at different times, and the mean is over those that remain: ${named}${more}.`;
}
