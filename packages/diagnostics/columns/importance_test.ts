import { assertEquals, assertStringIncludes } from "@std/assert";
import { type ChartSpec, createPalette } from "@samebit/plotting";
import { summarize } from "@samebit/statistics";
import type { ColumnImportance, VariantImportance } from "../logs/column_importance.ts";
import { columnImportanceChart } from "./importance.ts";

/** Runs of a variant by the importance of each repeat, by column. */
function variantOf(
  variant: string,
  ...runs: readonly Readonly<Record<string, readonly number[]>>[]
): VariantImportance {
  return {
    variant,
    runs: runs.map((columns, at) => ({
      seed: at + 1,
      columns: new Map(
        Object.entries(columns).map(([name, values]) => [name, summarize(values)]),
      ),
    })),
  };
}

function draw(variants: readonly VariantImportance[], given: Partial<ColumnImportance> = {}) {
  const found = { figure: "rmse", isTest: true, repeats: 2, variants, first: 0, left: 0 } as const;
  const palette = createPalette(variants.map(({ variant }) => variant));
  const spec = columnImportanceChart({ ...found, ...given }, palette);
  const { datasets, title } = spec as unknown as ChartSpec & {
    datasets: Record<string, Record<string, unknown>[]>;
    title: { subtitle: string[] };
  };
  const text = `${title.subtitle.join(" ")} ${JSON.stringify(spec)}`;
  return { text, rows: datasets["importances"]! };
}

Deno.test("columnImportanceChart ranks columns and says which cannot be told from 0", () => {
  const { rows, text } = draw([
    variantOf("m", { a: [-0.5, 0.75], b: [2.5, 3.5] }, { a: [-0.25, 0], b: [3, 3.25] }),
  ]);
  assertEquals(rows.map(({ column, mean, differs }) => [column, mean, differs]), [
    ["b", 3.0625, "yes"],
    ["a", 0, "no"],
  ]);
  assertStringIncludes(text, "Cannot be told from 0 for m: a (1 of 2 columns).");
  assertStringIncludes(text, "By how much the test RMSE rises");
  assertStringIncludes(text, "mean over seeds, of 2 permutations each");
});

Deno.test("columnImportanceChart takes the interval over the repeats of a single seed, and says so", () => {
  const [row] = draw([variantOf("m", { b: [2.5, 3.5] })]).rows;
  assertEquals(row!["differs"], "no");
  const { rows, text } = draw([variantOf("m", { b: [2.5, 2.625] })], { figure: "accuracy" });
  assertEquals(rows[0]!["differs"], "yes");
  assertStringIncludes(text, "knows nothing of other seeds");
  assertStringIncludes(text, "test accuracy falls");
});

Deno.test("columnImportanceChart claims nothing of a single permutation of a single seed", () => {
  const { rows, text } = draw([variantOf("m", { b: [2.5] })], { repeats: 1, isTest: false });
  assertEquals(rows[0]!["differs"], "–");
  assertStringIncludes(text, "one permutation of one seed");
  assertStringIncludes(text, "Rise of the validation RMSE");
});

Deno.test("columnImportanceChart draws variants with other columns, at most 30 of them", () => {
  const names = Array.from({ length: 40 }, (_, at) => `c${at}`);
  const many = Object.fromEntries(names.map((name, at) => [name, [40 - at]]));
  const { rows, text } = draw([variantOf("m", many), variantOf("n", { c39: [1], other: [2.5] })]);
  assertEquals(rows.length, 42);
  assertStringIncludes(text, "The first 30 columns of 41; all are in the table.");
  assertStringIncludes(text, JSON.stringify(names.slice(0, 30)));
  assertEquals(rows.filter(({ rank }) => Number(rank) < 30).length, 30);
});
