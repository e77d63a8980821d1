/**
 * What a reader tries, drawn over what was recorded: the training loss by step, and the choosing
 * metric. The rows of both charts are empty: the page fills them in during the run.
 */
import {
  columnNamed,
  inSentence,
  recordsOf,
  STEP_COLUMNS,
  type TaskName,
  TIMING_COLUMNS,
} from "@samebit/runlog";
import { titleWithUnit, unitOf } from "@samebit/findings";
import {
  type ChartSpec,
  frame,
  numberAxis,
  type Palette,
  shown,
  stepAxis,
} from "@samebit/plotting";
import { TRIED } from "@samebit/plotting/lines";

const STEP = columnNamed(STEP_COLUMNS, "step");
const LOSS = columnNamed(STEP_COLUMNS, "trainLoss");
const EPOCH = columnNamed(TIMING_COLUMNS, "epoch");

/** Distinct from every colour of the palette, on a light and on a dark background. */
const COLOUR = "#e0218a";

const NOTE = "Pink and wide: what is trained here; thinner: what was before. The line of the " +
  "variant that it starts from is strong.";

/** Training loss by step. */
export function triedLossChart(
  palette: Palette,
  losses: readonly (string | undefined)[] = [],
): ChartSpec {
  const title = titleWithUnit(LOSS.title, unitOf(LOSS.unit, losses));
  return {
    ...common("step", STEP.title, title, "Training loss by step, smoothed, tried and recorded"),
    ...linesOf(palette, "step", STEP.title, title),
  } as ChartSpec;
}

/** The choosing metric by epoch. */
export function triedChoiceChart(palette: Palette, task: TaskName): ChartSpec {
  const { choice } = recordsOf(task);
  return {
    ...common("epoch", EPOCH.title, choice.title, `${choice.title} by epoch, tried and recorded`),
    ...linesOf(palette, "epoch", EPOCH.title, choice.title),
  } as ChartSpec;
}

function common(x: "step" | "epoch", xTitle: string, yTitle: string, title: string) {
  return frame({
    title,
    note: NOTE,
    description: `Line chart of the ${inSentence(yTitle)} by ${x}, tried here and recorded`,
    height: 260,
    tables: [{
      data: "curves",
      caption: title,
      columns: [["variant", "Run"], [x, xTitle], ["mean", yTitle]],
      rows: [],
    }],
    ...(x === "step" && { logSwitch: "y" as const }),
    tip: { data: "curves", x, title: xTitle, value: "mean" },
  });
}

function linesOf(palette: Palette, x: string, xTitle: string, yTitle: string) {
  const domain = [...palette.domain, ...TRIED];
  const range = [...palette.range, ...TRIED.map(() => COLOUR)];
  const by = (now: number, strong: number, faint: number) => ({
    condition: [
      { test: "datum.line === 'now'", value: now },
      { test: "datum.line === 'strong'", value: strong },
    ],
    value: faint,
  });
  return {
    data: { name: "curves" },
    transform: [...shown(), { filter: "isValid(datum.mean)" }],
    mark: { type: "line", clip: true },
    encoding: {
      x: {
        field: x,
        type: "quantitative",
        title: xTitle,
        axis: stepAxis(),
        scale: { nice: false, zero: false },
      },
      y: {
        field: "mean",
        type: "quantitative",
        title: yTitle,
        axis: numberAxis(),
        scale: { zero: false },
      },
      color: {
        field: "variant",
        type: "nominal",
        title: null,
        scale: { domain, range },
        legend: null,
      },
      strokeWidth: by(3, 2.5, 1.25),
      strokeOpacity: by(1, 0.9, 0.45),
    },
  };
}
