import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
import { createStream, permutation } from "@samebit/random";
import type { SplitResult } from "@samebit/runlog";
import type { Dataset, Split } from "@samebit/splits";
import { checkImportance, measureImportance, recordColumns } from "./importance.ts";
import type { Plan } from "./plan.ts";
import { LABELS, loadLabels, loadNumbers, NUMBERS, TINY, train } from "./testing_plans.ts";

function asking(plan: Plan, repeats: number, changes: Partial<Plan["evaluation"]> = {}): Plan {
  return { ...plan, evaluation: { ...plan.evaluation, ...changes, importance: { repeats } } };
}

/** Ten rows of a number, a word of three and the class. */
function loadWords(header: "names" | "none" = "names"): Promise<Dataset> {
  const rows = Array.from({ length: 20 }, (_, i) => `${i},${"xyz"[i % 3]},${i % 2}\n`);
  const text = (header === "names" ? "size,colour,class\n" : "") + rows.join("");
  return loadDataset({
    kind: "csv",
    ...DATASET_DEFAULTS.csv,
    file: "words.csv",
    header,
    categorical: [1],
    preprocess: "none",
  }, { readFile: () => Promise.resolve(new TextEncoder().encode(text)) });
}

const BEST = { epoch: 3, trainLoss: 1, validationLoss: 1, validationAccuracy: 0.75 };

Deno.test("measureImportance moves the inputs of a column of words together, and leaves the others", async () => {
  const data = await loadWords();
  const { values, count } = data.test;
  const seen: number[][][] = [];
  const measure = (split: Split): SplitResult => {
    seen.push(rowsOf(split, 4));
    return { accuracy: 0.25 * seen.length, loss: 0, examples: count };
  };
  const test = { accuracy: 0.5, loss: 0, examples: count };
  const rows = measureImportance(asking(TINY, 2), data, { best: BEST, test }, measure);
  const own = rowsOf({ ...data.test, values }, 4);
  const orders = [1, 2].map((page) =>
    permutation(createStream(TINY.seed, "importance"), page, count)
  );
  const [sizes, words, again] = seen;
  assertEquals(sizes, own.map((row, at) => [own[orders[0]![at]!]![0]!, ...row.slice(1)]));
  assertEquals(words, own.map((row, at) => [row[0]!, ...own[orders[0]![at]!]!.slice(1)]));
  assertEquals(again, own.map((row, at) => [own[orders[1]![at]!]![0]!, ...row.slice(1)]));
  assertEquals(rows, [
    { column: 1, repeat: 1, accuracy: 0.25, importance: 0.25 },
    { column: 1, repeat: 2, accuracy: 0.75, importance: -0.25 },
    { column: 2, repeat: 1, accuracy: 0.5, importance: 0 },
    { column: 2, repeat: 2, accuracy: 1, importance: -0.5 },
  ]);
});

function rowsOf({ values, count }: Split, features: number): number[][] {
  return Array.from(
    { length: count },
    (_, row) => [...values.slice(row * features, (row + 1) * features)],
  );
}

Deno.test("measureImportance takes the validation split where the test split is not measured", async () => {
  const data = await loadWords();
  const counts = new Set<number>();
  const measure = ({ count }: Split) => {
    counts.add(count);
    return { accuracy: 0.5, loss: 0, examples: count };
  };
  const small = { ...data, test: { ...data.test, count: 1 } };
  const rows = measureImportance(asking(TINY, 1), small, { best: BEST }, measure)!;
  assertEquals([...counts], [data.validation.count]);
  assertEquals(rows.map(({ importance }) => importance), [0.25, 0.25]);
});

Deno.test("execute measures what the task chooses by, and by how much it gets worse", async () => {
  const data = await loadNumbers();
  const { result, importance } = train(asking(NUMBERS, 3), data).outcome;
  assertEquals(importance!.map(({ column, repeat }) => [column, repeat]), [
    ...[1, 2, 3].map((repeat) => [1, repeat]),
    ...[1, 2, 3].map((repeat) => [2, repeat]),
  ]);
  for (const row of importance!) {
    assertEquals(row.importance, row["rmse"]! - result.test!.rmse!);
  }
  // y = 0.75·a − 2.5·b, where a is spread over 101 numbers and b over 29.
  const [ofA, ofB] = [1, 2].map((column) => {
    const own = importance!.filter((row) => row.column === column);
    return own.reduce((sum, row) => sum + row.importance, 0) / own.length;
  });
  assertAlmostEquals(ofA!, 25, 10);
  assertAlmostEquals(ofB!, 25, 10);
});

Deno.test("execute gives the same run whether importance is measured or not", async () => {
  const data = await loadLabels();
  const { importance, ...asked } = train(asking(LABELS, 2), data).outcome;
  assertEquals(
    importance!.map(({ labelAccuracy }) => typeof labelAccuracy).join(),
    "number,".repeat(3) + "number",
  );
  assertEquals(asked, train(LABELS, data).outcome);
});

Deno.test("recordColumns names the columns, and is nothing where no importance is asked for", async () => {
  assertEquals(recordColumns(asking(TINY, 1), await loadWords()), { columns: ["size", "colour"] });
  assertEquals(recordColumns(asking(TINY, 1), await loadWords("none")), {
    columns: ["feature 1", "feature 2"],
  });
  assertEquals(recordColumns(asking(TINY, 1), { features: 1 }), { columns: ["feature 1"] });
  assertEquals(recordColumns(TINY, await loadWords()), {});
});

Deno.test("checkImportance refuses examples that are no rows of a table, and too many passes", () => {
  const refusal = (repeats: number, shape: readonly number[], features: number) =>
    assertThrows(
      () =>
        checkImportance(asking(TINY, repeats), { shape, features }, (path, problem) => {
          throw new Error(`${path.join(".")} ${problem}`);
        }),
      Error,
    ).message;
  assertEquals(
    refusal(1, [8, 8], 64),
    "evaluation.importance is for columns of tables, not for examples of shape [8, 8]; leave it out",
  );
  assertEquals(
    refusal(1000, [3000], 3000),
    "evaluation.importance.repeats cannot be 1000 for 3000 inputs; wanted at most 333",
  );
  checkImportance(TINY, { shape: [8, 8], features: 64 }, () => {
    throw new Error("nothing is asked for");
  });
});
