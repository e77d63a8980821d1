import { assertEquals, assertStringIncludes } from "@std/assert";
import { type ChartSpec, createPalette } from "@samebit/plotting";
import type { LabelPredictions } from "../logs/label_predictions.ts";
import { labelNumbers, labelsChart } from "./labels.ts";
import { hasWorstLabels, worstLabelsChart } from "./worst_labels.ts";

/** Two seeds; "none" neither holds nor is said to. */
const PREDICTIONS: LabelPredictions = {
  labels: ["old", "none"],
  features: ["size"],
  variants: [{
    variant: "a",
    seeds: [1, 2],
    counts: [
      [{ holds: 4, said: 2, both: 2 }, { holds: 0, said: 0, both: 0 }],
      [{ holds: 4, said: 4, both: 4 }, { holds: 0, said: 0, both: 0 }],
    ],
    probabilities: [],
    worst: [{ example: 3, features: [7], loss: 2, missed: [0], added: [1] }],
  }],
  first: 0,
  left: 1,
};

const rowsOf = (spec: ChartSpec, data: string) =>
  (spec as unknown as { datasets: Record<string, Record<string, unknown>[]> }).datasets[data]!;

Deno.test("labelsChart draws the mean of a figure over seeds, none of a label without one", () => {
  const spec = labelsChart(PREDICTIONS, createPalette(["a"]));
  assertEquals(
    rowsOf(spec, "dots").map(({ figure, label, mean }) => [figure, label, mean]),
    [["F1", "old", 0.83333], ["Precision", "old", 1], ["Recall", "old", 0.75]],
  );
  assertStringIncludes(JSON.stringify(spec), "The first 1 variants of 2.");
});

Deno.test("labelsChart keeps an interval between 0 and 1", () => {
  const [f1] = rowsOf(labelsChart(PREDICTIONS, createPalette(["a"])), "dots");
  assertEquals([f1!["low"], f1!["high"]], [0, 1]);
});

Deno.test("labelsChart has every label in its table, a dash for what a run cannot say", () => {
  const rows = rowsOf(labelsChart(PREDICTIONS, createPalette(["a"])), "figures");
  assertEquals(
    rows.map(({ label, support, recall, f1 }) => [label, support, recall, f1]),
    [["old", 4, 0.75, 0.83333], ["none", 0, "–", "–"]],
  );
});

Deno.test("labelNumbers has the figures of each label by seed", () => {
  const numbers = labelNumbers(PREDICTIONS).get("a")!;
  assertEquals(Object.keys(numbers), ["f1 of old", "precision of old", "recall of old"]);
  assertEquals([...numbers["recall of old"]!], [[1, 0.5], [2, 1]]);
});

Deno.test("worstLabelsChart names the labels that were missed and added", () => {
  const [row] = rowsOf(worstLabelsChart(PREDICTIONS), "worst");
  assertEquals(
    [row!["missed"], row!["added"], row!["text"], row!["f0"]],
    ["old", "none", "example 3: 1 missed, 1 added", 7],
  );
});

Deno.test("hasWorstLabels is false where no example is kept", () => {
  const variants = PREDICTIONS.variants.map((each) => ({ ...each, worst: [] }));
  assertEquals([hasWorstLabels(PREDICTIONS), hasWorstLabels({ ...PREDICTIONS, variants })], [
    true,
    false,
  ]);
});
