import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { createPalette } from "./palette.ts";
import { drawFigures } from "../page/figures.ts";
import { sampleLogs } from "../sample_logs.ts";
import { type Sample, sample, SMALL, UPDATE_RULES } from "../samples.ts";
import { gatherVariants } from "../variants.ts";
import type { ExperimentLogs } from "../read_experiment.ts";

/** The specs of a sample by their names, as plain data. */
// deno-lint-ignore no-explicit-any
function specsOf(made: Sample | ExperimentLogs): Record<string, any> {
  const logs = "record" in made ? made : sampleLogs(made);
  const variants = gatherVariants(logs);
  const palette = createPalette(variants.map(({ label }) => label));
  const figures = drawFigures(variants, palette, logs.record.claims);
  return JSON.parse(JSON.stringify(Object.fromEntries(figures.map(({ id, spec }) => [id, spec]))));
}

Deno.test("drawFigures gives a variant the same colour in every chart", () => {
  const scales = Object.values(specsOf(UPDATE_RULES)).map((spec) => spec.encoding.color.scale);
  assert(scales.length >= 4);
  for (const scale of scales) assertEquals(scale, scales[0]);
});

Deno.test("drawFigures draws what is there of a sweep, and nothing of what is not", () => {
  const logs = sampleLogs(SMALL);
  const runs = logs.runs.map((run, at) =>
    at === 1 ? { planned: run.planned, state: "missing" as const } : run
  );
  const raw = specsOf({ ...logs, runs })["chart-train-loss"].layer[0].data.values;
  assertEquals(new Set(raw.map((row: { seed: number }) => row.seed)).size, 2);
  assertEquals(raw.length, 3 * SMALL.epochs * SMALL.stepsPerEpoch);
  const missing = logs.runs.map(({ planned }) => ({ planned, state: "missing" as const }));
  assertEquals(specsOf({ ...logs, runs: missing }), {});
});

Deno.test("drawFigures draws the test split where there is one, else validation", () => {
  assert("chart-final-testAccuracy" in specsOf(SMALL));
  const untested = specsOf({ ...SMALL, test: false, claims: [] });
  assert(!("chart-final-testAccuracy" in untested));
  assert("chart-final-bestValidationAccuracy" in untested);
});

Deno.test("trainLossChart takes a log axis where means span more than a decade", () => {
  const span = (floor: number) => ({
    ...SMALL,
    epochs: 10,
    stepsPerEpoch: 100,
    variants: [sample("adam", 0.1, floor, 1)],
  });
  const scaleOf = (made: Sample) => specsOf(made)["chart-train-loss"].layer[1].encoding.y.scale;
  assertEquals(scaleOf(span(1)), { zero: false });
  assertEquals(scaleOf(span(0.001)), { type: "log", nice: false });
});

Deno.test("trainLossChart says when it thins, and keeps every spike", () => {
  const made = { ...SMALL, epochs: 10, stepsPerEpoch: 500 };
  const logs = sampleLogs(made);
  logs.runs[0]!.steps!.values.trainLoss[1234] = 99;
  const spec = specsOf(logs)["chart-train-loss"];
  const raw: { trainLoss: number }[] = spec.layer[0].data.values;
  assert(raw.length <= 4 * 600);
  assert(raw.some(({ trainLoss }) => trainLoss === 99));
  assertStringIncludes(spec.title.subtitle.join(" "), "thinned to 600 points that keep the lowest");
  assertStringIncludes(spec.title.subtitle.join(" "), "windows of 42 steps");
});

Deno.test("trainLossChart draws a mean as far as every seed has come, without what is not finite", () => {
  const logs = sampleLogs(SMALL);
  const loss = logs.runs[0]!.steps!.values.trainLoss;
  loss[3] = NaN;
  loss[4] = Infinity;
  const spec = specsOf(logs)["chart-train-loss"];
  const means = spec.layer[1].data.values
    .filter((row: { variant: string }) => row.variant === "rmsprop");
  assertEquals(means.map((row: { step: number }) => row.step), [1, 2, 3, 6]);
  assert(spec.layer[0].data.values.every((row: { trainLoss: unknown }) => row.trainLoss !== null));
});

Deno.test("accuracyChart shows mean, lowest and highest seed on one axis for both splits", () => {
  const specs = specsOf(SMALL);
  const [row] = specs["chart-validation-accuracy"].data.values;
  assert(row.low <= row.mean && row.mean <= row.high);
  assertEquals(row.seeds, 2);
  const axis = (id: string) => specs[id].layer[1].encoding.y.scale;
  assertEquals(axis("chart-train-accuracy"), axis("chart-validation-accuracy"));
});

Deno.test("finalMetricChart shows every seed and the interval of the mean", () => {
  const spec = specsOf(UPDATE_RULES)["chart-final-testAccuracy"];
  assertEquals(spec.layer[2].data.values.length, 15);
  const [sgd] = spec.layer[0].data.values;
  assert(sgd.low < sgd.mean && sgd.mean < sgd.high && sgd.n === 3);
});

Deno.test("finalMetricChart takes a log axis where variants lie decades apart", () => {
  const scaleOf = (floors: readonly number[]) => {
    const variants = floors.map((floor, at) => sample(`v${at}`, 10, floor, 1));
    const claims = [{ says: "", metric: "trainLoss" as const, lower: "v0", than: "v1" }];
    const seeds = [1, 2, 3];
    const spec = specsOf({ ...SMALL, seeds, epochs: 50, stepsPerEpoch: 2, variants, claims });
    return spec["chart-final-trainLoss"].layer[1].encoding.x.scale;
  };
  assertEquals(scaleOf([1, 1.5]), { zero: false });
  assertEquals(scaleOf([1, 0.001]), { type: "log" });
});
