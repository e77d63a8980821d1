import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { drawFigures } from "@samebit/figures";
import type { Predictions } from "@samebit/diagnostics";
import { type ExperimentLogs, gatherVariants } from "@samebit/findings";
import {
  LOOKED,
  sample,
  type SampleExperiment,
  sampleLogs,
  SCALES,
  searchedLogs,
  SMALL,
  TUNED,
  UPDATE_RULES,
} from "@samebit/findings/samples";
import { firstLayerChart, splitFigureChart } from "@samebit/charts";
import { bitmapAddress, type ChartFrame, createPalette, numberAxis } from "@samebit/plotting";
import * as vega from "vega";

/** The specs of a sample by their names, as plain data. */
// deno-lint-ignore no-explicit-any
function specsOf(made: SampleExperiment | ExperimentLogs): Record<string, any> {
  const logs = "record" in made ? made : sampleLogs(made);
  const variants = gatherVariants(logs);
  const palette = createPalette(variants.map(({ label }) => label));
  const { claims } = logs.record;
  const metrics = claims.map(({ metric }) => metric);
  const figures = drawFigures(variants, { palette, metrics, record: logs.record });
  return JSON.parse(JSON.stringify(Object.fromEntries(figures.map(({ id, spec }) => [id, spec]))));
}

/** Two variants, the first of which is once wrong about two classes of one name. */
const PREDICTED: Predictions = {
  classes: ["x", "x"],
  shape: { channels: 3, height: 1, width: 2 },
  variants: [
    {
      variant: "a",
      seeds: [1],
      counts: [[9, 1], [0, 10]],
      mistakes: [{
        example: 3,
        label: 0,
        predicted: 1,
        loss: 2.5,
        values: [255, 0, 0, 255, 0, 128],
      }],
    },
    { variant: "b", seeds: [1], counts: [[10, 0], [0, 10]], mistakes: [] },
  ],
  first: 1,
  left: 0,
};

/** The specs of the small sample with predictions, by their names, as plain data. */
// deno-lint-ignore no-explicit-any
function figuresOf(predictions: Predictions): Record<string, any> {
  const variants = gatherVariants(sampleLogs(SMALL));
  const palette = createPalette(variants.map(({ label }) => label));
  const figures = drawFigures(variants, {
    palette,
    metrics: [],
    record: { declaration: {} },
    predictions,
  });
  return JSON.parse(JSON.stringify(Object.fromEntries(figures.map(({ id, spec }) => [id, spec]))));
}

Deno.test("drawFigures gives a variant the same colour in every chart", () => {
  const specs = [specsOf(UPDATE_RULES), specsOf({ ...TUNED, variants: UPDATE_RULES.variants })];
  const scales = specs.flatMap(Object.values).map((spec) => spec.encoding.color.scale);
  assert(scales.length >= 8);
  for (const scale of scales) assertEquals(scale, scales[0]);
});

Deno.test("drawFigures draws a variant of more runs than a call may have arguments", () => {
  const [variant] = gatherVariants(sampleLogs({ ...LOOKED, epochs: 1, stepsPerEpoch: 1 }));
  const runs = new Array(150_000).fill(variant!.chosen.runs[0]!);
  const many = { ...variant!, runs, chosen: { ...variant!.chosen, runs } };
  const palette = createPalette([many.label]);
  const figures = drawFigures([many], { palette, metrics: [], record: { declaration: {} } });
  const ids = figures.map(({ id }) => id);
  for (const id of ["chart-train-loss", "chart-layers-gradientNorm"]) assert(ids.includes(id), id);
});

Deno.test("layerChart has a line for each variant in each layer, in the palette's colours", () => {
  const specs = specsOf(LOOKED);
  const { spec, datasets, usermeta } = specs["chart-layers-gradientNorm"];
  assertEquals(datasets.layers.length, 2 * 2 * LOOKED.epochs * LOOKED.stepsPerEpoch);
  const [row] = datasets.layers;
  assertEquals([row.variant, row.layer, row.step, row.seeds], ["rmsprop", 1, 1, 2]);
  assert(row.low < row.mean && row.mean < row.high);
  assertEquals(usermeta.multiples.count, 2);
  assertEquals(
    spec.encoding.color.scale,
    specs["chart-train-accuracy"].encoding.color.scale,
  );
});

Deno.test("layerChart leaves out what is not finite, and layers that have no such number", () => {
  const logs = sampleLogs(LOOKED);
  logs.runs[0]!.layers!.values.gradientNorm[2] = Infinity;
  const specs = specsOf(logs);
  const steps = (id: string, layer: number) =>
    specs[id].datasets.layers
      .filter((row: { variant: string; layer: number }) =>
        row.variant === "rmsprop" && row.layer === layer
      )
      .map(({ step }: { step: number }) => step);
  assertEquals(steps("chart-layers-gradientNorm", 1), [1, 3, 4, 5, 6]);
  assertEquals(steps("chart-layers-gradientNorm", 2), [1, 2, 3, 4, 5, 6]);
  assertEquals(steps("chart-layers-deadUnits", 2), []);
});

Deno.test("layerChart exists only if layers were measured, and for dead units only if there can be any", () => {
  assert(!Object.keys(specsOf(SMALL)).some((id) => id.startsWith("chart-layers")));
  const logs = sampleLogs(LOOKED);
  for (const { layers } of logs.runs) layers!.values.deadUnits.fill(0);
  const ids = Object.keys(specsOf(logs)).filter((id) => id.startsWith("chart-layers"));
  assertEquals(ids, [
    "chart-layers-gradientNorm",
    "chart-layers-updateRatio",
    "chart-layers-effectiveLearningRate",
    "chart-layers-activationSpread",
  ]);
});

Deno.test("layerChart ends its axis where a number explodes, and leaves 0 out of a log scale", () => {
  const logs = sampleLogs(LOOKED);
  const { gradientNorm } = logs.runs[0]!.layers!.values;
  gradientNorm[2] = 1e30;
  gradientNorm[4] = 0;
  const chart = specsOf(logs)["chart-layers-gradientNorm"];
  const note = chart.title.subtitle.join(" ");
  assertStringIncludes(note, "What is above 11 lies outside. A log scale leaves out what is 0.");
  const { domainMax } = chart.spec.layer[1].encoding.y.scale;
  assertEquals(domainMax.expr, "isValid(yTo) ? yTo : 11");
  assertEquals(chart.transform[1].filter, "!logarithmic || datum.low > 0");
});

Deno.test("layerChart bounds its points however many variants and layers there are", () => {
  const variants = Array.from({ length: 40 }, (_, at) => sample(`variant ${at}`, 0.01, 0.1, 0.01));
  const made = { ...LOOKED, variants, seeds: [1], epochs: 100, claims: [] };
  const spec = specsOf(made)["chart-layers-gradientNorm"];
  assert(spec.datasets.layers.length <= 2_400);
  const note = spec.title.subtitle.join(" ");
  assertStringIncludes(note, "24 of 40 variants, evenly chosen.");
  assertStringIncludes(note, "Thinned to 50 points of a line that keep the extremes.");
});

Deno.test("confusionChart counts by class and prediction, and begins with the chosen variant", () => {
  const { "chart-confusion": spec } = figuresOf(PREDICTED);
  assertEquals(spec.datasets.cells.length, 2 * 4);
  assertEquals(spec.width, 220);
  assertEquals(spec.datasets.cells[1], {
    variant: "a",
    label: "x",
    predicted: "x (1)",
    count: 1,
    kind: "wrong",
    share: 0.1,
  });
  assertEquals(spec.datasets.rates[0], {
    variant: "a",
    label: "x",
    examples: 10,
    precision: 1,
    recall: 0.9,
    f1: 0.94737,
  });
  const chosen = spec.params.find(({ name }: { name: string }) => name === "chosen");
  assertEquals([chosen.value, spec.usermeta.choice.options], ["b", ["a", "b"]]);
  assertStringIncludes(spec.description, "a, x taken for x 1 times; b, nothing");
});

Deno.test("mistakesChart draws images channels first, and nothing for other examples", () => {
  const { "chart-mistakes": spec } = figuresOf(PREDICTED);
  const [row] = spec.datasets.images;
  const bytes = Uint8Array.fromBase64(row.picture.split(",")[1]);
  // Blue, green, red of two pixels, and two bytes that fill the row.
  assertEquals([...bytes.subarray(54)], [0, 0, 255, 128, 255, 0, 0, 0]);
  assertEquals([row.label, row.taken, row.cost], ["x", "→ x", "2.50"]);
  const { shape: _, ...rest } = PREDICTED;
  assert(!("chart-mistakes" in figuresOf(rest)));
  assert("chart-confusion" in figuresOf(rest));
});

Deno.test("drawFigures draws the existing part of a sweep, and nothing else", () => {
  const logs = sampleLogs(SMALL);
  const runs = logs.runs.map((run, at) =>
    at === 1 ? { planned: run.planned, state: "missing" as const } : run
  );
  const raw = specsOf({ ...logs, runs })["chart-train-loss"].datasets.runs;
  assertEquals(new Set(raw.map((row: { seed: number }) => row.seed)).size, 2);
  assertEquals(raw.length, 3 * SMALL.epochs * SMALL.stepsPerEpoch);
  const missing = logs.runs.map(({ planned }) => ({ planned, state: "missing" as const }));
  assertEquals(specsOf({ ...logs, runs: missing }), {});
});

Deno.test("drawFigures draws the test split if it was measured, otherwise validation", () => {
  assert("chart-final-testAccuracy" in specsOf(SMALL));
  const untested = specsOf({ ...SMALL, test: false, claims: [] });
  assert(!("chart-final-testAccuracy" in untested));
  assert("chart-final-bestValidationAccuracy" in untested);
});

Deno.test("trainLossChart takes a log axis if means span more than a decade", () => {
  const span = (floor: number) => ({
    ...SMALL,
    epochs: 10,
    stepsPerEpoch: 100,
    variants: [sample("adam", 0.1, floor, 1)],
  });
  const typeOf = (made: SampleExperiment) =>
    specsOf(made)["chart-train-loss"].layer[1].encoding.y.scale.type;
  assertEquals(typeOf(span(1)), "linear");
  assertEquals(typeOf(span(0.001)), "log");
});

Deno.test("trainLossChart says when it thins, and keeps every spike", () => {
  const made = { ...SMALL, epochs: 10, stepsPerEpoch: 500 };
  const logs = sampleLogs(made);
  logs.runs[0]!.steps!.values.trainLoss[1234] = 99;
  const spec = specsOf(logs)["chart-train-loss"];
  const raw: { trainLoss: number }[] = spec.datasets.runs;
  assert(raw.length <= 4 * 600);
  assert(raw.some(({ trainLoss }) => trainLoss === 99));
  assertStringIncludes(spec.title.subtitle.join(" "), "thinned to 600 points that keep the lowest");
  assertStringIncludes(spec.title.subtitle.join(" "), "a window of 201 steps");
  assertStringIncludes(spec.usermeta.tables[1].caption, "thinned to 600 points");
});

Deno.test("trainLossChart draws a mean without what is not finite", () => {
  const logs = sampleLogs(SMALL);
  const loss = logs.runs[0]!.steps!.values.trainLoss;
  loss[3] = NaN;
  loss[4] = Infinity;
  const spec = specsOf(logs)["chart-train-loss"];
  const means = spec.datasets.smooth
    .filter((row: { variant: string }) => row.variant === "rmsprop");
  assertEquals(means.map((row: { step: number }) => row.step), [1, 2, 3, 6]);
  assert(spec.datasets.runs.every((row: { trainLoss: unknown }) => row.trainLoss !== null));
});

Deno.test("curves continue to the end of the longest seed, and say how many seeds are left", () => {
  const logs = sampleLogs({ ...LOOKED, epochs: 4 });
  const [first] = logs.runs;
  const { variant } = first!.planned;
  const cut = <Log extends { rows: number; values: object }>(log: Log, rows: number): Log => ({
    ...log,
    rows,
    values: Object.fromEntries(
      Object.entries(log.values).map(([name, all]) => [name, all.subarray(0, rows)]),
    ),
  });
  const steps = LOOKED.stepsPerEpoch;
  const stopped = {
    ...first!,
    steps: cut(first!.steps!, 2 * steps),
    epochs: cut(first!.epochs!, 3),
    layers: cut(first!.layers!, 2 * 2 * steps),
  };
  const specs = specsOf({ ...logs, runs: [stopped, ...logs.runs.slice(1)] });
  const own = (id: string, data: string) =>
    specs[id].datasets[data].filter((row: { variant: string }) => row.variant === variant);
  const seedsOf = (rows: readonly { seeds: number }[]) => rows.map(({ seeds }) => seeds);
  assertEquals(seedsOf(own("chart-validation-accuracy", "epochs")), [2, 2, 2, 1, 1]);
  const half = [...Array(2 * steps).fill(2), ...Array(2 * steps).fill(1)];
  assertEquals(seedsOf(own("chart-train-loss", "smooth")), half);
  const inLayer = own("chart-layers-gradientNorm", "layers").filter(
    ({ layer }: { layer: number }) => layer === 1,
  );
  assertEquals(seedsOf(inLayer), half);
  const note = (id: string) => specs[id].title.subtitle.join(" ");
  const ends = `the mean is over those that remain: ${variant} 2 to`;
  assertStringIncludes(note("chart-validation-accuracy"), `${ends} epoch 2, 1 to epoch 4.`);
  assertStringIncludes(
    note("chart-train-loss"),
    `${ends} step ${2 * steps}, 1 to step ${4 * steps}.`,
  );
  assertStringIncludes(note("chart-layers-gradientNorm"), `${ends} step ${2 * steps}, 1 to`);
  assert(!JSON.stringify(specsOf(LOOKED)).includes("Seeds end apart"));
});

Deno.test("axes name the unit of the loss, and both where losses differ", () => {
  const logs = sampleLogs(SMALL);
  const withLosses = (kindOf: (variant: string) => string) => ({
    ...logs,
    runs: logs.runs.map((run) => ({
      ...run,
      record: {
        ...run.record!,
        plan: { ...run.record!.plan, loss: { kind: kindOf(run.planned.variant) } },
      },
    })),
  });
  const titleOf = (made: ExperimentLogs) =>
    specsOf(made)["chart-train-loss"].layer[1].encoding.y.title;
  const title = "Training loss of the minibatch";
  assertEquals(titleOf(withLosses(() => "softmax")), `${title} (nats)`);
  assertEquals(titleOf(withLosses(() => "hinge")), title);
  const both = withLosses((variant) => variant === "adam" ? "hinge" : "softmax");
  assertEquals(titleOf(both), `${title} (softmax: nats, hinge: no unit)`);
});

Deno.test("splitFigureChart shows mean, lowest and highest seed on one axis for both splits", () => {
  const specs = specsOf(SMALL);
  const [row] = specs["chart-validation-accuracy"].datasets.epochs;
  assert(row.low <= row.mean && row.mean <= row.high);
  assertEquals(row.seeds, 2);
  const axis = (id: string) => specs[id].layer[1].encoding.y.scale;
  assertEquals(axis("chart-train-accuracy"), axis("chart-validation-accuracy"));
});

Deno.test("splitFigureChart begins the axis of R² at 0, unless no network gets there", () => {
  const chartOf = (r2: readonly number[]) => {
    const values = { epoch: r2.map((_, at) => at), trainR2: r2, validationR2: r2 };
    const run = { variant: "a", seed: 1, task: "regression", epochs: { rows: r2.length, values } };
    const spec = splitFigureChart([run] as never, createPalette(["a"]), "train", "r2");
    // deno-lint-ignore no-explicit-any
    return JSON.parse(JSON.stringify(spec)) as any;
  };
  const { layer, title } = chartOf([-7, 0.2, 0.5]);
  assertEquals(layer[1].encoding.y.scale.domain, [0, 0.5]);
  assertStringIncludes(title.subtitle.join(" "), "What is below 0 lies outside.");
  assertEquals(chartOf([-7, -1]).layer[1].encoding.y.scale.domain, [-7, -1]);
});

Deno.test("finalMetricChart shows every seed and the interval of the mean", () => {
  const spec = specsOf(UPDATE_RULES)["chart-final-testAccuracy"];
  assertEquals(spec.datasets.seeds.length, 15);
  const [sgd] = spec.datasets.summaries;
  assert(sgd.low < sgd.mean && sgd.mean < sgd.high && sgd.n === 3);
});

Deno.test("finalMetricChart takes a log axis if variants lie decades apart", () => {
  const scaleOf = (floors: readonly number[]) => {
    const variants = floors.map((floor, at) => sample(`v${at}`, 10, floor, 1));
    const claims = [{ says: "", metric: "trainLoss" as const, lower: "v0", than: "v1" }];
    const seeds = [1, 2, 3];
    const spec = specsOf({ ...SMALL, seeds, epochs: 50, stepsPerEpoch: 2, variants, claims });
    return spec["chart-final-trainLoss"].layer[1].encoding.x.scale;
  };
  assertEquals(scaleOf([1, 1.5]), { type: "linear", zero: false });
  assertEquals(scaleOf([1, 0.001]), { type: "log" });
});

Deno.test("trainLossChart ends its axis where a loss explodes, and leaves 0 out of a log scale", () => {
  const logs = sampleLogs(SMALL);
  const loss = logs.runs[0]!.steps!.values.trainLoss;
  loss[4] = 1e30;
  loss[5] = 0;
  const spec = specsOf(logs)["chart-train-loss"];
  const { domainMax } = spec.layer[1].encoding.y.scale;
  assertEquals(domainMax.expr.replace(/[\d.]+$/, "n"), "isValid(yTo) ? yTo : n");
  const note = spec.title.subtitle.join(" ");
  assertStringIncludes(note, "lie outside.");
  assertStringIncludes(note, "A log scale leaves out losses of 0.");
  assertEquals(spec.layer[0].transform[1].filter, "!logarithmic || datum.trainLoss > 0");
});

Deno.test("validationLossChart ends its axis by most runs, whatever one begins with", () => {
  const logs = sampleLogs(SMALL);
  const loss = logs.runs[0]!.epochs!.values.validationLoss;
  loss[0] = 1e6;
  loss[1] = Infinity;
  const { layer, title } = specsOf(logs)["chart-validation-loss"];
  const [low, high] = layer[1].encoding.y.scale.domain;
  assert(low < high && high < 10, `${low} to ${high}`);
  assertMatch(title.subtitle.join(" "), /^What is above [\d.]+ lies outside\. Line: [^T]*$/);
});

Deno.test("generalizationGapChart shows training minus validation accuracy of each run", () => {
  const logs = sampleLogs(SMALL);
  const [row] = specsOf(logs)["chart-gap"].datasets.epochs;
  const gaps = logs.runs.slice(0, 2).map(({ epochs }) =>
    epochs!.values.trainAccuracy[0]! - epochs!.values.validationAccuracy[0]!
  );
  assertEquals([row.low, row.high], [Math.min(...gaps), Math.max(...gaps)]);
});

Deno.test("learningRateChart exists only if a schedule changes the rate", () => {
  assert(!("chart-learning-rate" in specsOf(SMALL)));
  const { rates } = specsOf({ ...SMALL, decay: true })["chart-learning-rate"].datasets;
  assertEquals(rates.map((row: { seed: number }) => row.seed), Array(12).fill(1));
});

Deno.test("finalMetricChart gives no mean if a run diverged, but shows the other seeds", () => {
  const logs = sampleLogs(SMALL);
  const [first, ...rest] = logs.runs;
  const diverged = { ...first!, record: { ...first!.record!, ended: "diverged" as const } };
  const spec = specsOf({ ...logs, runs: [diverged, ...rest] })["chart-final-testAccuracy"];
  assertEquals(spec.datasets.seeds.length, 3);
  assertEquals(spec.datasets.summaries.length, 1);
  assertStringIncludes(spec.title.subtitle.join(" "), "No mean for 1 of 2 in which a run diverged");
});

Deno.test("axisMetricChart draws a line for each combination of the other axes", () => {
  const spec = specsOf(SCALES)["chart-axis-testAccuracy"];
  const { means, seeds } = spec.datasets;
  assertEquals([means.length, seeds.length], [8, 16]);
  assertEquals(new Set(means.map((row: { line: string }) => row.line)), new Set(["three", "five"]));
  assertEquals(means.slice(0, 4).map((row: { at: number }) => row.at), [0.01, 0.03, 0.1, 0.3]);
  assertEquals(spec.layer[0].encoding.x.scale.type, "log");
  assert(!("chart-axis-testAccuracy" in specsOf(SMALL)));
});

Deno.test("charts of steps to a target mark runs that did not reach it", () => {
  const target = "stepsTo(trainAccuracy, 0.999)" as const;
  const claims = [{ says: "", metric: target, lower: "three, 0.01", than: 1000 }];
  const id = "stepsTo-trainAccuracy-0.999";
  const { datasets, title, layer } = specsOf({ ...SCALES, claims })[`chart-axis-${id}`];
  assertEquals(datasets.seeds.filter(({ open }: { open?: true }) => open).length, 16);
  assertStringIncludes(title.subtitle.join(" "), "Triangle: one that did not reach it");
  assertEquals(layer[1].encoding.shape.condition.test, "datum.open");
  const variants = SCALES.variants.map((each, at) => ({
    ...each,
    compared: { "model.weightScale": String(1 + at % 4), batchSize: String(at % 3) },
  }));
  const heatmap = specsOf({ ...SCALES, variants, claims })[`chart-heatmap-${id}`];
  assertEquals(heatmap.datasets.cells.length, 8);
  for (const { above } of heatmap.datasets.cells) assertMatch(above, /^> \d+$/);
  assertStringIncludes(heatmap.title.subtitle.join(" "), ">: a run did not reach it");
});

Deno.test("heatmapChart shows the best of each pair of values", () => {
  const { cells } = specsOf(TUNED)["chart-heatmap-1"].datasets;
  assertEquals(cells.length, 6);
  assert(cells.every(({ candidates }: { candidates: number }) => candidates === 1));
});

Deno.test("parallelChart draws each candidate as one line over all axes", () => {
  const { candidates } = specsOf(TUNED)["chart-parallel"].datasets;
  assertEquals(candidates.length, 12 * 3);
  for (const { position } of candidates) assert(position >= 0 && position <= 1);
});

Deno.test("rankingChart puts the best candidate first, its values in columns by name", () => {
  const { datasets: { summaries }, usermeta } = specsOf(TUNED)["chart-ranking"];
  const means = summaries.map(({ mean }: { mean: number }) => mean);
  assertEquals(means, means.toSorted((a: number, b: number) => b - a));
  const [first] = summaries;
  assertEquals(
    first.label,
    `${first.variant}: learningRate ${first.value1}, batchSize ${first.value2}`,
  );
  assertEquals(
    usermeta.tables[0].columns.map(([, title]: string[]) => title).slice(0, 4),
    ["Rank", "variant", "learningRate", "batchSize"],
  );
});

Deno.test("finalMetricChart draws the best of many variants, and has the others in its table", () => {
  const variants = Array.from({ length: 40 }, (_, at) => sample(`v${at}`, 0.001 * at, 0.1, 0.01));
  const claims = [{ says: "", metric: "trainLoss" as const, lower: "v0", than: "v1" }];
  const specs = specsOf({ ...SMALL, variants, claims });
  const { datasets: { summaries, seeds }, layer, title } = specs["chart-final-testAccuracy"];
  assertEquals([summaries.length, seeds.length], [40, 80]);
  for (const { transform } of layer) assertEquals(transform[0].filter, "datum.rank <= 16");
  assertStringIncludes(title.subtitle.join(" "), "Highest first.");
  assertStringIncludes(title.subtitle.join(" "), "And 24 more in the table.");
  const meansOf = (rows: { mean: number }[]) => rows.map(({ mean }) => mean);
  assertEquals(meansOf(summaries), meansOf(summaries).toSorted((a, b) => b - a));
  const lossMeans = meansOf(specs["chart-final-trainLoss"].datasets.summaries);
  assertEquals(lossMeans, lossMeans.toSorted((a, b) => a - b));
});

Deno.test("firstLayerChart stretches each unit's weights, channels first, of a chosen variant", () => {
  const shape = { channels: 3, height: 1, width: 2 };
  const layer = { seed: 1, shape, units: 1, weights: [0, 10, 1, 9, 2, 8] };
  const { datasets, usermeta, title } = firstLayerChart({
    variants: ["sgd", "adam"].map((variant) => ({ variant, ...layer })),
    first: 1,
    left: 3,
  }) as unknown as ChartFrame;
  const [sgd, adam] = datasets["units"]!;
  assertEquals([sgd!["variant"], adam!["variant"], adam!["lowest"]], ["sgd", "adam", 0]);
  assertEquals(
    adam!["picture"],
    bitmapAddress(2, 1, [0x00, 0x1a, 0x33, 0xff, 0xe6, 0xcc]),
  );
  assertEquals(usermeta["choice"], { title: "Variant", options: ["sgd", "adam"], first: 1 });
  assertStringIncludes(title.subtitle.join(" "), "The best 2 variants of 5.");
});

Deno.test("firstLayerChart draws as many units as fit, of filters as of whole images", () => {
  const shape = { channels: 3, height: 100, width: 100 };
  const weights = new Float32Array(20 * 30_000);
  const { datasets, title } = firstLayerChart({
    variants: [{ variant: "a", seed: 1, shape, units: 20, weights }],
    first: 0,
    left: 0,
  }) as unknown as ChartFrame;
  assertEquals(datasets["units"]!.length, 16);
  assertStringIncludes(title.subtitle.join(" "), "The first 16 of each variant.");
});

Deno.test("searchChart draws each trial as far as it got, and the best of the complete ones", () => {
  const spec = specsOf(searchedLogs())["chart-search"];
  const { trials, best } = spec.datasets;
  assertEquals(
    trials.map((row: Record<string, unknown>) => [row["trial"], row["epochs"], row["decision"]]),
    [[1, 2, "stopped"], [2, SMALL.epochs, "chosen"], [3, SMALL.epochs, "made"]],
  );
  const line = best.map((row: Record<string, unknown>) => row["validationAccuracy"]);
  assertEquals(line, [0.8, 0.8]);
  assertStringIncludes(spec.title.subtitle.join(" "), "2 stopped early (crosses), 1 diverged");
});

Deno.test("numberAxis writes 20 as 20, where D3 left to itself writes 2e+1", async () => {
  const axisIn = async (format: string) => {
    const scales = [{ name: "x", domain: [20, 110], range: [0, 400] }];
    const axes = [{ scale: "x", orient: "bottom", format, tickCount: 6 }];
    const view = new vega.View(vega.parse({ width: 400, height: 10, scales, axes } as vega.Spec));
    return await view.toSVG();
  };
  assertStringIncludes(await axisIn("~g"), ">2e+1<");
  assertStringIncludes(await axisIn(numberAxis().format), ">20<");
});

Deno.test("trainLossChart has a short title beside small plots, where a long one is cut", () => {
  const variants = Array.from({ length: 9 }, (_, at) => sample(`v${at}`, 10, 0.1, 1));
  const { spec } = specsOf({ ...SMALL, variants })["chart-train-loss"];
  assertEquals(spec.layer[0].encoding.y.title, "Loss (nats)");
});
