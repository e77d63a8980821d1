/**
 * The learning rate by step, if a schedule changes it: one line for each variant and, if seeds
 * differ, for each seed.
 */
import {
  alongSteps,
  type ChartRun,
  type ChartSpec,
  colourBy,
  dashesBy,
  describeEnds,
  frame,
  longestOf,
  numberAxis,
  type Palette,
  runsByVariant,
  sharedStepsPerEpoch,
  shown,
  thin,
  zoomed,
} from "@samebit/plotting";
import { columnNamed, STEP_COLUMNS } from "@samebit/runlog";

const STEP = columnNamed(STEP_COLUMNS, "step");
const RATE = columnNamed(STEP_COLUMNS, "learningRate");

/** The most points of one line. */
const MOST_POINTS = 200;

/** Whether the learning rate of any run changes. */
export function changesLearningRate(runs: readonly ChartRun[]): boolean {
  return runs.some(({ steps: { rows, values: { learningRate } } }) => {
    for (let at = 1; at < rows; at++) if (learningRate[at] !== learningRate[0]) return true;
    return false;
  });
}

/** Learning rate by step. */
export function learningRateChart(runs: readonly ChartRun[], palette: Palette): ChartSpec {
  const rows = runsByVariant(runs, palette).flatMap(([variant, own]) =>
    distinct(own).flatMap((run) => ratePoints(variant, run))
  );
  const ends = runsByVariant(runs, palette).map(([variant, own]) => ({
    variant,
    mean: longestOf(own, ({ steps }) => steps.rows).steps.values.learningRate.at(-1) ?? NaN,
  }));
  const x = alongSteps();
  const y = {
    field: "learningRate",
    type: "quantitative",
    title: RATE.title,
    axis: numberAxis(),
    scale: { type: "linear", zero: true, ...zoomed("y") },
  } as const;
  return {
    ...frame({
      title: "Learning rate by step",
      note: "As the schedule set it.",
      description: describeEnds("Line chart of the learning rate by step", ends),
      height: 200,
      tables: [{
        data: "rates",
        caption: `Learning rate, at most ${MOST_POINTS} steps of each line`,
        columns: [["variant", "Variant"], ["seed", "Seed"], ["step", STEP.title], [
          "learningRate",
          RATE.title,
        ]],
        rows,
      }],
      logSwitch: rows.every(({ learningRate }) => learningRate > 0) ? "y" : undefined,
      zoom: { unit: "step", ...sharedStepsPerEpoch(runs) },
      tip: { data: "rates", x: "step", title: STEP.title, value: "learningRate", ends: true },
    }),
    data: { name: "rates" },
    transform: shown(),
    encoding: { x, y, color: colourBy(palette), ...dashesBy(palette), detail: { field: "seed" } },
    layer: [
      {
        mark: { type: "line", strokeWidth: 2, interpolate: "step-before", clip: true },
      },
    ],
  };
}

/** Only the longest run, if all others followed the same schedule as far as they got. */
function distinct(runs: readonly ChartRun[]): readonly ChartRun[] {
  const longest = longestOf(runs, ({ steps }) => steps.rows);
  const whole = longest.steps.values.learningRate;
  const same = runs.every(({ steps: { values: { learningRate } } }) =>
    learningRate.every((rate, at) => rate === whole[at])
  );
  return same ? [longest] : runs;
}

function ratePoints(variant: string, { seed, steps }: ChartRun) {
  const { step, learningRate } = steps.values;
  return thin(learningRate, MOST_POINTS)
    .map((at) => ({ variant, seed, step: step[at]!, learningRate: learningRate[at]! }));
}
