/**
 * The golden files: every chart and the pages of small samples, as text that is committed. A test
 * compares them; an intended change is written by
 *
 *     deno run --allow-read --allow-write packages/report/golden_files.ts
 *
 * and reviewed as a difference of the files in `golden/`.
 */
import { rerunChart } from "@samebit/charts";
import { drawFigures, type Drawing, type PageFigure } from "@samebit/figures";
import type { ColumnImportance, LabelPredictions, Predictions } from "@samebit/diagnostics";
import {
  describeFindings,
  type ExperimentLogs,
  findingsOf,
  type FirstLayers,
  formatReport,
  gatherVariants,
} from "@samebit/findings";
import {
  LOOKED,
  type SampleExperiment,
  sampleLogs,
  SCALES,
  searchedLogs,
  SMALL,
  TUNED,
} from "@samebit/findings/samples";
import { paletteOf } from "@samebit/plotting";
import { renderExperimentPage } from "./page/experiment_page.tsx";
import { renderIndexPage } from "./page/index_page.tsx";
import type { OfferedRun } from "./reruns.ts";

/** Two units over images of three channels and 1 by 2 pixels, of each of two variants. */
const FIRST_LAYERS: FirstLayers = {
  variants: ["rmsprop", "adam"].map((variant) => ({
    variant,
    seed: 1,
    shape: { channels: 3, height: 1, width: 2 },
    units: 2,
    weights: [0, 1, 0, 0, 1, 0.5, 5, 5, 5, 5, 5, 5],
  })),
  first: 1,
  left: 0,
};

/** A run that the page offers. */
const RERUN: OfferedRun = {
  variant: "adam",
  seed: 2,
  steps: 40,
  seconds: 0.254,
  name: "adam-seed2-00000002",
  script: "rerun/adam-seed2-00000002.js",
};

/** One image of 1 by 2 pixels that is wrong, for each of two variants. */
const PREDICTIONS: Predictions = {
  classes: ["cat", "dog"],
  shape: { channels: 3, height: 1, width: 2 },
  variants: ["rmsprop", "adam"].map((variant, at) => ({
    variant,
    seeds: [1, 2],
    counts: [[9, 1 - at], [2, 8]],
    probabilities: [1, 2].map((seed) => ({
      seed,
      roc: [undefined, { area: 0.75 + seed / 10, truePositives: Array(51).fill(0.5 + seed / 10) }],
      bins: Array(10).fill({ answers: 2, right: 1, confidence: 1.5 }),
      calibrationError: 0.25,
    })),
    mistakes: [{ example: 7, label: 1, predicted: 0, loss: 2.5, values: [255, 0, 0, 0, 0, 128] }],
  })),
  first: 1,
  left: 0,
};

/** Two labels of two variants and seeds, and an example that has one of them. */
const LABELS: LabelPredictions = {
  labels: ["old", "rare"],
  features: ["size"],
  variants: ["rmsprop", "adam"].map((variant, at) => ({
    variant,
    seeds: [1, 2],
    counts: [1, 2].map((seed) => [
      { holds: 10, said: 9, both: 7 + at },
      { holds: 4, said: seed, both: 1 },
    ]),
    probabilities: [],
    worst: [{ example: 7, features: [2.5], loss: 1.5, missed: [1], added: [0] }],
  })),
  first: 1,
  left: 0,
};

/** Three columns of two variants and seeds, of which one matters little and one only to the first. */
const IMPORTANCE: ColumnImportance = {
  figure: "accuracy",
  isTest: true,
  repeats: 10,
  variants: [["rmsprop", 0.25], ["adam", 0.75]].map(([variant, mean]) => ({
    variant: variant as string,
    runs: [1, 2].map((seed) => ({
      seed,
      columns: new Map(
        [
          ["age", 0.001 * seed * seed - 0.002],
          ["size", (mean as number) + 0.001 * seed],
          ...(variant === "adam" ? [] : [["colour", 0.125 + seed / 1000] as const]),
        ].map(([name, mean]) => [name as string, { n: 10, mean: mean as number }]),
      ),
    })),
  })),
  first: 1,
  left: 0,
};

/** The text of every golden file by its name. */
export function goldenFiles(): Readonly<Record<string, string>> {
  const small = figuresOf(SMALL, { firstLayers: FIRST_LAYERS, predictions: PREDICTIONS });
  const only = (made: SampleExperiment, names: RegExp) =>
    figuresOf(made).filter(({ id }) => names.test(id));
  const figures = [
    ...small,
    ...only(TUNED, /ranking|parallel|heatmap-1|importance/),
    ...only(SCALES, /axis/),
    ...only({ ...SMALL, decay: true }, /learning-rate/),
    ...figuresOf(searchedLogs()).filter(({ id }) => id === "chart-search"),
    ...only(LOOKED, /layers-(gradientNorm|deadUnits)/),
    ...figuresOf(SMALL, { labels: LABELS }).filter(({ id }) => /labels$/.test(id)),
    ...figuresOf(SMALL, { importance: IMPORTANCE }).filter(({ id }) => /importance$/.test(id)),
  ];
  const found = findingsOf(sampleLogs(SMALL));
  const again = { id: "chart-again", spec: rerunChart() };
  return {
    ...Object.fromEntries(
      [...figures, again].map((
        { id, spec },
      ) => [`${id}.json`, JSON.stringify(spec, null, 2) + "\n"]),
    ),
    "experiment.html": renderExperimentPage(found, { reruns: [RERUN] }),
    "index.html": renderIndexPage([found]),
    "report.json": formatReport(describeFindings(found)),
  };
}

function figuresOf(
  made: SampleExperiment | ExperimentLogs,
  given: Pick<Drawing, "firstLayers" | "predictions" | "labels" | "importance"> = {},
): readonly PageFigure[] {
  const { record, ...logs } = "record" in made ? made : sampleLogs(made);
  const variants = gatherVariants({ record, ...logs });
  return drawFigures(variants, {
    palette: paletteOf(variants, record.declaration),
    metrics: record.claims.map(({ metric }) => metric),
    record,
    ...given,
  });
}

if (import.meta.main) {
  const folder = new URL("golden/", import.meta.url);
  const files = goldenFiles();
  for await (const { name } of Deno.readDir(folder)) {
    if (!(name in files)) await Deno.remove(new URL(name, folder));
  }
  for (const [name, text] of Object.entries(files)) {
    await Deno.writeTextFile(new URL(name, folder), text);
  }
}
