/** Baselines of small tables, worked out by hand. */
import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { baselinesOf } from "./baselines.ts";
import { fitLeastSquares } from "./least_squares.ts";

async function load(text: string, fields: object) {
  const readFile = () => Promise.resolve(new TextEncoder().encode(text));
  const config = { kind: "csv", file: "t.csv", ...DATASET_DEFAULTS.csv, ...fields } as const;
  return await loadDataset(config, { readFile });
}

Deno.test("baselinesOf always says the class that is most frequent in training", async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i},${i % 3 === 0 ? "rare" : "common"}`);
  const dataset = await load(`x,c\n${rows.join("\n")}\n`, { split: "stratified" });
  const [majority, ...others] = baselinesOf(dataset, "labels");
  assertEquals([majority!.name, others], ['always "common"', []]);
  assertAlmostEquals(majority!.test.accuracy!, 4 / 6, 1e-12);
});

Deno.test("baselinesOf explains no variance by the mean, and a line by least squares", async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i},${i % 7},${["a", "b", "c"][i % 3]},${3 * i - (i % 7) + (i % 3)}`,
  );
  const dataset = await load(`x,y,w,t\n${rows.join("\n")}\n`, {
    targets: ["t"],
    categorical: ["w"],
  });
  const [mean, line] = baselinesOf(dataset, "numbers");
  assertEquals([mean!.name, line!.name], ["always the mean", "least squares"]);
  assert(mean!.test.r2! <= 0);
  // The levels add up to the constant: one of them is left out, and nothing is lost.
  assertAlmostEquals(line!.test.rmse!, 0, 1e-4);
  assertAlmostEquals(line!.validation.r2!, 1, 1e-8);
});

Deno.test("baselinesOf answers each of several labels as most training examples do", async () => {
  const rows = Array.from(
    { length: 40 },
    (_, i) => `${i},${i % 4 === 0 ? 0 : 1},${+(i % 5 === 0)},0`,
  );
  const fields = { targets: ["often", "seldom", "never"], split: "in-order", splitColumn: "x" };
  const dataset = await load(`x,often,seldom,never\n${rows.join("\n")}\n`, {
    ...fields,
    validationExamples: 10,
    testExamples: 20,
  });
  const [majorities, ...others] = baselinesOf(dataset, "zeros-and-ones");
  assertEquals([majorities!.name, others], ["always each label's majority", []]);
  const { test } = majorities!;
  // Rows 20 to 39: "often" applies to 15 and is predicted for 20, "seldom" applies to 4 and is
  // predicted for none.
  assertAlmostEquals(test.labelAccuracy!, (15 + 16 + 20) / 60, 1e-12);
  // Not right are multiples of 4 and of 5, 5 + 4 - 1 of 20.
  assertAlmostEquals(test.exactMatch!, 12 / 20, 1e-12);
  assertAlmostEquals(test.macroF1!, (30 / 35 + 0) / 2, 1e-12);
});

Deno.test("fitLeastSquares leaves out columns that depend on others", () => {
  const x = Float64Array.of(1, 2, 3, 5);
  const twice = x.map((value) => 2 * value + 1);
  const { intercept, coefficients } = fitLeastSquares([x, twice], x.map((value) => 4 - value));
  assertAlmostEquals(intercept, 4, 1e-12);
  assertAlmostEquals(coefficients[0]!, -1, 1e-12);
  assertEquals(coefficients[1], 0);
});
