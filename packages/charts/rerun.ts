/**
 * The training loss of a run as it was recorded and as the browser repeats it, by step. Its rows
 * are empty: the page fills them in during the run.
 */
import { titleWithUnit, unitOf } from "@samebit/findings";
import { type ChartSpec, frame, numberAxis, stepAxis } from "@samebit/plotting";
import { columnNamed, STEP_COLUMNS } from "@samebit/runlog";

const STEP = columnNamed(STEP_COLUMNS, "step");
const LOSS = columnNamed(STEP_COLUMNS, "trainLoss");

const SERIES = ["recorded", "again"];

/** The recorded curve, wide and pale, and the new one, thin and strong, over it. */
export function rerunChart(losses: readonly (string | undefined)[] = []): ChartSpec {
  const bySeries = (range: readonly (string | number)[]) => ({
    field: "series",
    type: "ordinal",
    title: null,
    scale: { domain: SERIES, range: [...range] },
    legend: null,
  } as const);
  return {
    ...frame({
      title: "Training loss by step, recorded and re-run",
      note: "Wide and grey: as recorded. Thin and red: the re-run.",
      description: "Line chart of the training loss by step, as recorded and as re-run",
      height: 220,
      tables: [{
        data: "curves",
        caption: "Training loss, recorded and re-run",
        columns: [["step", STEP.title], ["recorded", "Recorded"], ["again", "Again"]],
        rows: [],
      }],
      logSwitch: "y",
      tip: {
        data: "curves",
        x: "step",
        title: STEP.title,
        value: [["recorded", "Recorded"], ["again", "Again"]],
      },
    }),
    data: { name: "curves" },
    transform: [
      { fold: SERIES, as: ["series", "trainLoss"] },
      { filter: "isValid(datum.trainLoss)" },
    ],
    encoding: {
      x: {
        field: "step",
        type: "quantitative",
        title: STEP.title,
        axis: stepAxis(),
        scale: { nice: false, zero: false },
      },
      y: {
        field: "trainLoss",
        type: "quantitative",
        title: titleWithUnit(LOSS.title, unitOf(LOSS.unit, losses)),
        axis: numberAxis(),
        scale: { zero: false },
      },
      color: bySeries(["#888888", "#d55e00"]),
    },
    layer: [
      {
        mark: { type: "line", clip: true },
        encoding: { strokeWidth: bySeries([6, 1.5]), strokeOpacity: bySeries([0.5, 1]) },
      },
    ],
  };
}
