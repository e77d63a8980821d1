/**
 * The training loss of a run as it was recorded and as the browser makes it again, by step. Its data
 * are empty: the page fills them in while the run goes on.
 */
import type { TopLevelSpec } from "vega-lite";
import { STEP_COLUMNS } from "@samebit/runlog";
import { frame, numberAxis } from "./chart.ts";

const [STEP, , , LOSS] = STEP_COLUMNS;

const SERIES = ["recorded", "again"];

/** The recorded curve, wide and pale, and the new one, thin and strong, over it. */
export function rerunChart(): TopLevelSpec {
  const { datasets: _, usermeta: __, ...rest } = frame({
    title: "Training loss by step, recorded and again",
    note: "",
    description:
      "Line chart of the training loss by step, as it was recorded and as it comes again",
    height: 220,
    tables: [],
  });
  const bySeries = (range: readonly (string | number)[]) => ({
    field: "series",
    type: "ordinal",
    title: null,
    scale: { domain: SERIES, range: [...range] },
    legend: null,
  } as const);
  return {
    ...rest,
    datasets: { curves: [] },
    data: { name: "curves" },
    mark: { type: "line", clip: true },
    encoding: {
      x: {
        field: "step",
        type: "quantitative",
        title: STEP.title,
        axis: { format: "~s", tickCount: 10 },
        scale: { nice: false, zero: false },
      },
      y: {
        field: "trainLoss",
        type: "quantitative",
        title: `${LOSS.title}, ${LOSS.unit}`,
        axis: numberAxis(),
        scale: { zero: false },
      },
      color: bySeries(["#888888", "#d55e00"]),
      strokeWidth: bySeries([6, 1.5]),
      strokeOpacity: bySeries([0.5, 1]),
    },
  };
}
