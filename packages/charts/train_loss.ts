/**
 * Training loss by step: a faint line for each run, and for each variant the mean over its seeds,
 * smoothed, because a minibatch's loss is noise around the curve of interest.
 */
import { titleWithUnit, unitOf } from "@samebit/findings";
import {
  alongSteps,
  axisFormat,
  type ChartRun,
  type ChartSpec,
  colourBy,
  dashesBy,
  describeEnds,
  frame,
  lineWidth,
  longestOf,
  meanAround,
  MOST_TOGETHER,
  noteOfEnds,
  noteOfPlots,
  numberAxis,
  overVariants,
  type Palette,
  placesOfPlots,
  PLOT_HEIGHT,
  runsByVariant,
  scaleOf,
  sharedStepsPerEpoch,
  shown,
  SMOOTHED_SHARE,
  spanDecades,
  spread as spreadOut,
  thin,
  zoomed,
} from "@samebit/plotting";
import { columnNamed, STEP_COLUMNS } from "@samebit/runlog";
import { highest } from "@samebit/statistics";

const STEP = columnNamed(STEP_COLUMNS, "step");
const LOSS = columnNamed(STEP_COLUMNS, "trainLoss");

/** The most points of all faint lines together, and of one. */
const ALL_POINTS = 8_000;
const RUN_POINTS = 600;

/** Of more runs than this only the first of each variant is drawn as a faint line. */
const MOST_FAINT = 150;

/** The most points of all smooth lines together, and of one. */
const ALL_MEANS = 4_000;
const LINE_POINTS = 240;

/** Training loss by step, all runs and the smoothed mean of each variant. */
export function trainLossChart(runs: readonly ChartRun[], palette: Palette): ChartSpec {
  const groups = runsByVariant(runs, palette);
  const isSpread = groups.length > MOST_TOGETHER;
  const faint = runs.length > MOST_FAINT ? groups.map(([, [first]]) => first!) : runs;
  const most = between(20, RUN_POINTS, ALL_POINTS / Math.max(1, faint.length));
  const raw = faint.flatMap((run) => rawPoints(run, most));
  const longest = highest(runs.map(({ steps }) => steps.rows), 0);
  const reach = Math.floor(longest * SMOOTHED_SHARE / 2);
  const points = between(20, LINE_POINTS, ALL_MEANS / Math.max(1, groups.length));
  const lines = groups.map(([variant, own]) => smoothPoints(variant, own, reach, points));
  const means = lines.flat();
  const above = raw.filter(({ trainLoss }) => trainLoss > 0);
  const type = spanDecades(means.map(({ mean }) => mean).filter((mean) => mean > 0))
    ? "log"
    : "linear";
  const ceiling = ceilingOf(runs, raw);
  const thinned = faint.some(({ steps }) => steps.rows > most);
  const kept = (faint === runs ? "each run" : "the first run of each variant") +
    (thinned
      ? `, thinned to ${most} points that keep the lowest and the highest of each window`
      : ", every step");
  const smooth = `mean over seeds${reach === 0 ? "" : ` and a window of ${2 * reach + 1} steps`}`;
  const apart = noteOfEnds(groups, "step", rowsOf, ({ steps }, row) => steps.values.step[row]!);
  const x = alongSteps(isSpread ? 4 : undefined);
  const scale = { ...scaleOf(type), nice: false, ...zoomed("y", ceiling) } as const;
  const y = {
    type: "quantitative",
    // Beside a small plot there is no room for more; the chart has the whole title.
    title: titleWithUnit(
      isSpread ? "Loss" : LOSS.title,
      unitOf(LOSS.unit, runs.map(({ loss }) => loss)),
    ),
    axis: numberAxis(
      axisFormat(means.map(({ mean }) => mean).filter((mean) => mean <= (ceiling ?? Infinity))),
    ),
    scale,
  } as const;
  const places = placesOfPlots(
    lines.map((own, at) => ({ variant: groups[at]![0], merit: -(own.at(-1)?.mean ?? NaN) })),
  );
  const spread = isSpread
    ? means.map((row) => ({ ...row, place: places.get(row.variant) ?? -1 }))
    : means;
  const { width, height, ...framed } = frame({
    title: "Training loss by step",
    note: isSpread
      ? `${noteOfPlots(groups.length)} Line: ${smooth}.${apart}${outsideOf(raw, ceiling)}`
      : `Strong: ${smooth}. Faint: ${kept}.${apart}${outsideOf(raw, ceiling)}`,
    description: describeEnds(
      "Line chart of the training loss by step",
      lines.flatMap((line) => line.at(-1) ?? []),
    ),
    height: isSpread ? PLOT_HEIGHT : 320,
    ...(isSpread && { multiples: places.size }),
    tables: [
      {
        data: "smooth",
        caption: `Training loss, ${smooth}`,
        columns: [["variant", "Variant"], ["step", STEP.title], ["mean", "Loss"], [
          "seeds",
          "Seeds",
        ]],
        rows: spread,
      },
      ...(isSpread ? [] : [{
        data: "runs",
        caption: `Training loss of ${kept}; all of it is in each run's steps.csv`,
        columns: [["variant", "Variant"], ["seed", "Seed"], ["step", STEP.title], [
          "trainLoss",
          "Loss",
        ]] as const,
        rows: raw,
      }]),
    ],
    logSwitch: above.length > 0 ? "y" : undefined,
    logarithmic: type === "log",
    zoom: { unit: "step", ...sharedStepsPerEpoch(runs) },
    tip: {
      data: "smooth",
      x: "step",
      title: STEP.title,
      value: "mean",
      ...(isSpread ? { plot: "variant" } : { ends: true }),
    },
    smooths: !isSpread,
  });
  const encoding = { color: colourBy(palette), ...dashesBy(palette) };
  if (isSpread) {
    const mark = { type: "line", strokeWidth: 1.75, clip: true };
    const transform = [{ filter: "datum.place >= 0" }, ...shown("mean")];
    const line = { mark, encoding: { x, y: { ...y, field: "mean" } } };
    return {
      ...framed,
      data: { name: "smooth" },
      transform,
      ...overVariants(encoding as never, [line] as never),
    } as never;
  }
  return {
    ...framed,
    width,
    height,
    encoding,
    layer: [
      {
        data: { name: "runs" },
        transform: shown("trainLoss"),
        mark: {
          type: "line",
          strokeWidth: 0.75,
          // If there is little room, faint lines lie close together.
          opacity: { expr: "width < 500 ? 0.12 : 0.3" },
          clip: true,
        },
        encoding: { x, y: { ...y, field: "trainLoss" }, detail: { field: "seed" } },
      },
      {
        data: { name: "smooth" },
        transform: shown("mean"),
        mark: {
          type: "line",
          strokeWidth: lineWidth(groups.length),
          clip: true,
          // A line of one point would be invisible.
          ...(longest === 1 && { point: { size: 80 } }),
        },
        encoding: { x, y: { ...y, field: "mean" } },
      },
    ],
  };
}

function rawPoints({ variant, seed, steps }: ChartRun, most: number) {
  const { step, trainLoss } = steps.values;
  return thin(trainLoss, most)
    .map((at) => ({ variant, seed, step: step[at]!, trainLoss: trainLoss[at]! }));
}

/**
 * At most `most` smoothed means over the seeds that reach each step, to the end of the variant's
 * longest run.
 */
function smoothPoints(
  variant: string,
  runs: readonly ChartRun[],
  reach: number,
  most: number,
) {
  const { rows, values: { step } } = longestOf(runs, rowsOf).steps;
  const [means, seeds] = [new Float64Array(rows), new Uint32Array(rows)];
  for (const { steps } of runs) {
    for (let at = 0; at < steps.rows; at++) {
      means[at]! += steps.values.trainLoss[at]!;
      seeds[at]!++;
    }
  }
  for (let at = 0; at < rows; at++) means[at]! /= seeds[at]!;
  return spreadOut(rows, most)
    .map((at) => ({
      variant,
      step: step[at]!,
      mean: meanAround(means, at, reach),
      seeds: seeds[at]!,
    }))
    .filter(({ mean }) => Number.isFinite(mean));
}

function rowsOf({ steps }: ChartRun): number {
  return steps.rows;
}

/** How losses that are zero or beyond the axis are drawn. */
function outsideOf(raw: readonly { trainLoss: number }[], ceiling: number | undefined): string {
  const cut = ceiling === undefined ? "" : ` Losses above ${ceiling} lie outside.`;
  const zero = raw.some(({ trainLoss }) => trainLoss <= 0);
  return cut + (zero ? " A log scale leaves out losses of 0." : "");
}

/** Where the axis ends if a run's loss explodes: at ten times the highest first loss. */
function ceilingOf(
  runs: readonly ChartRun[],
  raw: readonly { trainLoss: number }[],
): number | undefined {
  const starts = runs.map(({ steps }) => steps.values.trainLoss[0] ?? NaN);
  const first = highest(starts.filter(Number.isFinite), 0);
  const top = highest(raw.map(({ trainLoss }) => trainLoss), 0);
  return first > 0 && top > 100 * first ? Number((10 * first).toPrecision(2)) : undefined;
}

function between(low: number, high: number, value: number): number {
  return Math.max(low, Math.min(high, Math.floor(value)));
}
