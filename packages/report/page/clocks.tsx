/**
 * When each variant reached which step, for axes of time: data for the scripts of a page, in the
 * section of one machine, because no two machines take the same time.
 */
import type { VNode } from "preact";
import { type RunLogs, scriptJson, type Variant } from "@samebit/findings";
import { meanOf, spread } from "@samebit/plotting";
import type { Clock } from "@samebit/plotting/lines";
import { highest } from "@samebit/statistics";

/** The most points of a clock; between them time is assumed to pass evenly. */
const MOST_POINTS = 60;

/** The clocks of the variants that are drawn; nothing if no time was recorded. */
export function Clocks({ variants }: { readonly variants: readonly Variant[] }): VNode | null {
  const clocks = variants.map(({ label, chosen }) => clockOf(label, chosen.runs))
    .filter(({ times }) => times.length > 1);
  if (clocks.length === 0) return null;
  return (
    <script
      id="clocks"
      type="application/json"
      dangerouslySetInnerHTML={{ __html: scriptJson(clocks) }}
    />
  );
}

/** The mean over the seeds that have got this far, to the millisecond. */
function clockOf(variant: string, runs: readonly RunLogs[]): Clock {
  const timed = runs.filter(({ timing }) => timing !== undefined && timing.rows > 0);
  const rows = highest(timed.map(({ timing }) => timing!.rows), 0);
  const longest = timed.find(({ timing }) => timing!.rows === rows)?.timing;
  const times = spread(rows, MOST_POINTS).map((row) => {
    const seconds = timed.filter(({ timing }) => row < timing!.rows)
      .map(({ timing }) => timing!.values.wallSeconds[row]!);
    return [longest!.values.epoch[row]!, Number(meanOf(seconds).toFixed(3))] as const;
  });
  return { variant, perEpoch: perEpochOf(runs), times };
}

/** Steps in an epoch, which all seeds of a variant share; 0 if there is none. */
function perEpochOf(runs: readonly RunLogs[]): number {
  const log = runs.find(({ steps }) => steps !== undefined && steps.rows > 0)?.steps;
  return log === undefined ? 0 : log.values.epoch.filter((epoch) => epoch === 1).length;
}
