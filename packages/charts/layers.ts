/**
 * A number of `layers.csv` by step: small multiples, one for each layer on common axes, in each the
 * variants as mean over seeds and band from the lowest to the highest seed. So a reader sees both
 * what a variant does to a layer and how a number changes from layer to layer.
 */
import { type LayerLog, titleWithUnit } from "@samebit/findings";
import {
  alongSteps,
  axisFormat,
  type ChartRun,
  type ChartSpec,
  colourBy,
  dashesBy,
  describeEnds,
  frame,
  longestOf,
  meanOf,
  noteOfEnds,
  numberAxis,
  type Palette,
  runsByVariant,
  scaleOf,
  sharedStepsPerEpoch,
  shown,
  spanDecades,
  spread,
  thin,
  zoomed,
} from "@samebit/plotting";
import { type Column, DRAWN_OF_LAYERS, LAYER_COLUMNS } from "@samebit/runlog";
import { highest, lowest } from "@samebit/statistics";

/** The most points of all lines together, and the fewest of one line. */
const MOST_POINTS = 2_400;
const LEAST_POINTS = 12;

/** The most variants; the logs have the others. */
const MOST_VARIANTS = 24;

/** The digits with which a number is drawn; the logs have all. */
const DIGITS = 5;

/** The height of one multiple in pixels. */
const HEIGHT = 120;

/** A number that is drawn by layer. */
export type LayerNumber = typeof DRAWN_OF_LAYERS[number];

/** What each number shows, as a sentence. */
const NOTES: Readonly<Record<LayerNumber, string>> = {
  gradientNorm: "Euclidean norm of the gradient of the weights, before clipping.",
  updateRatio: "Norm of the update over norm of the weights; about 0.001 is common.",
  effectiveLearningRate: "Mean size of the updates over mean size of the gradients: " +
    "what the update rule makes of its learning rate.",
  deadUnits: "Share of units that are 0 for every example of the minibatch.",
  activationSpread: "Standard deviation of what comes out of the layer, over examples and units.",
};

/** The numbers that say something about these runs, in the order of their charts. */
export function layerNumbers(runs: readonly ChartRun[]): LayerNumber[] {
  const logs = runs.flatMap(({ layers }) => layers ?? []);
  const says = (name: LayerNumber) =>
    logs.some(({ values }) =>
      values[name].some((value) => Number.isFinite(value) && (name !== "deadUnits" || value > 0))
    );
  return DRAWN_OF_LAYERS.filter(says);
}

/** A number of the layers by step. */
export function layerChart(
  runs: readonly ChartRun[],
  palette: Palette,
  name: LayerNumber,
): ChartSpec {
  const column: Column = LAYER_COLUMNS.find((each) => each.name === name)!;
  const measured = runs.filter(({ layers }) => layers?.rows);
  const groups = runsByVariant(measured, palette);
  const drawn = spread(groups.length, MOST_VARIANTS).map((at) => groups[at]!);
  const count = drawn.reduce((sum, [, own]) => sum + depthOf(own), 0);
  const most = Math.max(LEAST_POINTS, Math.floor(MOST_POINTS / count));
  const lines = drawn.flatMap(([variant, own]) =>
    Array.from({ length: depthOf(own) }, (_, i) => linePoints(variant, own, i + 1, name, most))
  );
  const rows = lines.flatMap(({ points }) => points);
  const isShare = name === "deadUnits";
  const positive = rows.filter(({ low }) => low > 0);
  const type = !isShare && spanDecades(positive.map(({ mean }) => mean)) ? "log" : "linear";
  const ceiling = ceilingOf(rows);
  const left = leftOut(
    drawn.length < groups.length && `${drawn.length} of ${groups.length} variants, evenly chosen.`,
    lines.some(({ thinned }) => thinned) &&
      `Thinned to ${most} points of a line that keep the extremes.`,
  );
  const apart = noteOfEnds(
    drawn,
    "step",
    measuredOf,
    ({ layers }, at) => layers!.values.step[at * depthOfLog(layers!)]!,
  ).trim();
  const outside = leftOut(
    apart !== "" && apart,
    ceiling !== undefined && `What is above ${ceiling} lies outside.`,
    !isShare && positive.length < rows.length && "A log scale leaves out what is 0.",
  );
  const y = {
    type: "quantitative",
    title: titleWithUnit(column.title, column.unit),
    axis: isShare
      ? { format: "~%", tickCount: 4, tickMinStep: 0.01 }
      : { ...numberAxis(axisFormat(rows.map(({ mean }) => mean))), tickCount: 4 },
    scale: {
      ...(isShare ? { zero: true } : { ...scaleOf(type), nice: false }),
      ...zoomed("y", ceiling),
    },
  } as const;
  const { width: _, height: __, ...framed } = frame({
    title: `${column.title} by step, layer by layer`,
    note: [NOTES[name], "Line: mean over seeds. Band: lowest to highest seed.", ...left, ...outside]
      .join(" "),
    description: describeLast(column.title.toLowerCase(), lines.map(({ points }) => points)),
    height: HEIGHT,
    multiples: new Set(rows.map(({ layer }) => layer)).size,
    tables: [{
      data: "layers",
      caption: [
        `${column.title} over seeds, to ${DIGITS} digits.`,
        ...left,
        "All of it is in each run's layers.csv",
      ].join(" "),
      columns: [
        ["variant", "Variant"],
        ["layer", "Layer"],
        ["step", "Step"],
        ["mean", "Mean"],
        ["low", "Lowest seed"],
        ["high", "Highest seed"],
        ["seeds", "Seeds"],
      ],
      rows,
    }],
    ...(isShare ? {} : { logSwitch: "y", logarithmic: type === "log" }),
    zoom: { unit: "step", ...sharedStepsPerEpoch(measured) },
    tip: {
      data: "layers",
      x: "step",
      title: "Step",
      value: "mean",
      band: ["low", "high"],
      plot: "layer",
    },
  });
  return {
    ...framed,
    data: { name: "layers" },
    transform: isShare ? shown() : shown("low"),
    facet: {
      field: "layer",
      type: "ordinal",
      title: null,
      header: { labelExpr: "'Layer ' + datum.value", labelAnchor: "start" },
    },
    columns: 3,
    spacing: 14,
    spec: {
      width: 180,
      height: HEIGHT,
      encoding: {
        x: alongSteps(4),
        color: colourBy(palette),
      },
      layer: [
        {
          mark: {
            type: "area",
            strokeWidth: 0,
            opacity: Math.min(0.18, 1.5 / drawn.length),
            clip: true,
          },
          encoding: { y: { ...y, field: "low" }, y2: { field: "high" } },
        },
        {
          mark: { type: "line", strokeWidth: 1.75, clip: true },
          encoding: { y: { ...y, field: "mean" }, ...dashesBy(palette) },
        },
      ],
    },
  };
}

/**
 * One line: to the end of the longest seed, the mean over the seeds that reach each step, without
 * numbers that are not finite.
 */
function linePoints(
  variant: string,
  runs: readonly ChartRun[],
  layer: number,
  name: LayerNumber,
  most: number,
) {
  const depth = depthOf(runs);
  const longest = longestOf(runs, measuredOf);
  const { step } = longest.layers!.values;
  const all = Array.from({ length: measuredOf(longest) }, (_, at) => {
    const row = at * depth + layer - 1;
    const seeds = runs.filter((run) => at < measuredOf(run))
      .map((run) => run.layers!.values[name][row]!);
    return {
      variant,
      layer,
      step: step[row]!,
      mean: rounded(meanOf(seeds)),
      low: rounded(lowest(seeds)),
      high: rounded(highest(seeds)),
      seeds: seeds.length,
    };
  }).filter(({ low, high }) => Number.isFinite(low) && Number.isFinite(high));
  const points = thin(all.map(({ mean }) => mean), most).map((at) => all[at]!);
  return { points, thinned: points.length < all.length };
}

/** How many steps of a run were measured. */
function measuredOf({ layers }: ChartRun): number {
  return Math.floor(layers!.rows / depthOfLog(layers!));
}

/** The layers of a variant, the same in all its runs. */
function depthOf(runs: readonly ChartRun[]): number {
  return lowest(runs.map((run) => depthOfLog(run.layers!)));
}

/** How many rows a step has. */
function depthOfLog({ rows, values: { step } }: LayerLog): number {
  let depth = 0;
  while (depth < rows && step[depth] === step[0]) depth++;
  return depth;
}

/** Where the axis ends if a number explodes: at ten times the highest of the first step. */
function ceilingOf(rows: readonly Point[]): number | undefined {
  const topOf = (some: readonly Point[]) => highest(some.map(({ mean }) => mean), 0);
  const first = topOf(rows.filter(({ step }) => step === rows[0]!.step));
  return first > 0 && topOf(rows) > 100 * first ? Number((10 * first).toPrecision(2)) : undefined;
}

/** The sentences that apply. */
function leftOut(...sentences: readonly (string | false)[]): string[] {
  return sentences.filter((each) => each !== false);
}

function rounded(value: number): number {
  return Number(value.toPrecision(DIGITS));
}

type Point = ReturnType<typeof linePoints>["points"][number];

/** The last means of the first and of the last layer of each variant. */
function describeLast(what: string, lines: readonly (readonly Point[])[]): string {
  const ends = lines.flatMap((points) => points.at(-1) ?? []);
  const byVariant = [...Map.groupBy(ends, ({ variant }) => variant).values()];
  const outer = byVariant.flatMap((own) =>
    [own.at(0)!, ...(own.length > 1 ? [own.at(-1)!] : [])].map(({ variant, layer, mean }) => ({
      variant: `${variant} in layer ${layer}`,
      mean,
    }))
  );
  return describeEnds(`Line charts of the ${what} by step, one for each layer`, outer);
}
