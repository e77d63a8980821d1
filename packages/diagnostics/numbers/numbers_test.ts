import { assertEquals, assertStringIncludes } from "@std/assert";
import type { NumberPredictions } from "../logs/number_predictions.ts";
import type { ChartSpec } from "@samebit/plotting";
import { errorsChart } from "./errors.ts";
import { predictedAgainstTrueChart } from "./predicted_against_true.ts";
import { residualsChart } from "./residuals.ts";
import { worstNumbersChart } from "./worst.ts";

const PAIRS = [
  { example: 0, target: 10, predicted: 12 },
  { example: 1, target: 20, predicted: 15 },
];

const PREDICTIONS: NumberPredictions = {
  targets: ["price", "age"].map((target) => ({
    target,
    variants: [{
      variant: "a",
      seeds: [1],
      first: PAIRS,
      errors: [2, -5],
      worst: [{ ...PAIRS[1]!, features: [7] }],
    }],
  })),
  features: ["size"],
  first: 0,
  left: 1,
};

const rowsOf = (spec: ChartSpec, data: string) =>
  (spec as unknown as { datasets: Record<string, Record<string, unknown>[]> }).datasets[data]!;

Deno.test("charts of numeric predictions show one variant and target at a time", () => {
  const { usermeta } = predictedAgainstTrueChart(PREDICTIONS) as unknown as {
    usermeta: { choice: { options: string[] } };
  };
  assertEquals(usermeta.choice.options, ["a: price", "a: age"]);
});

Deno.test("predictedAgainstTrueChart draws its line from the least to the greatest that is true", () => {
  const line = rowsOf(predictedAgainstTrueChart(PREDICTIONS), "diagonal").slice(0, 2);
  assertEquals(line.map(({ target, predicted }) => [target, predicted]), [[10, 10], [20, 20]]);
});

Deno.test("residualsChart takes what is true from what is predicted", () => {
  const points = rowsOf(residualsChart(PREDICTIONS), "points");
  assertEquals(points.map(({ error }) => error), [2, -5, 2, -5]);
});

Deno.test("errorsChart puts every error into a bin, the greatest into the last", () => {
  const bins = rowsOf(errorsChart(PREDICTIONS), "bins").slice(0, 24);
  assertEquals(bins.reduce((sum, { count }) => sum + Number(count), 0), 2);
  assertEquals([bins[0]!["from"], bins[0]!["count"]], [-5, 1]);
  assertEquals([bins[23]!["to"], bins[23]!["count"]], [2, 1]);
});

Deno.test("worstNumbersChart says which variants are missing, and keeps features for its table", () => {
  const spec = worstNumbersChart(PREDICTIONS);
  assertEquals(rowsOf(spec, "worst")[0]!["f0"], 7);
  assertStringIncludes(JSON.stringify(spec), "The first 1 variants of 2.");
});
