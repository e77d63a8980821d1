/** Splits of tables: every rule shares all rows out once, and keeps what it promises. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { chooseSplits } from "./splits.ts";
import { chooseTableSplits, type SplitKeys, type TableSplitConfig } from "./table_splits.ts";

const CONFIG: TableSplitConfig = {
  trainExamples: "all",
  validationExamples: 0.2,
  testExamples: 0.25,
  splitSeed: 3,
  split: "shuffled",
  folds: 1,
  fold: 0,
};
const COUNT = 60;
/** Classes of 40, 15 and 5 rows; 12 groups; times that go down. */
const GIVEN: SplitKeys = {
  count: COUNT,
  labels: Uint16Array.from(
    { length: COUNT },
    (_, row) => row % 12 === 0 ? 2 : row % 4 === 1 ? 1 : 0,
  ),
};
const GROUPS = Uint32Array.from({ length: COUNT }, (_, row) => row % 12);
const TIMES = Float64Array.from({ length: COUNT }, (_, row) => -row);

function choose(fields: Partial<TableSplitConfig>, keys?: SplitKeys["keys"]) {
  return chooseTableSplits({ ...GIVEN, ...(keys && { keys }) }, { ...CONFIG, ...fields });
}

function assertShared(splits: ReturnType<typeof choose>): void {
  const all = [...splits.train, ...splits.validation, ...splits.test];
  assertEquals(all.toSorted((a, b) => a - b), Array.from({ length: COUNT }, (_, row) => row));
}

Deno.test("chooseTableSplits shuffles as every data set is shuffled", () => {
  const sizes = { trainExamples: "all", validationExamples: 12, testExamples: 15 } as const;
  assertEquals(choose({}), chooseSplits(COUNT, { ...sizes, splitSeed: 3 }));
});

Deno.test("chooseTableSplits gives each split its share of every class", () => {
  const splits = choose({ split: "stratified" });
  assertShared(splits);
  const counts = (rows: Uint32Array) =>
    [0, 1, 2].map((label) => [...rows].filter((row) => GIVEN.labels[row] === label).length);
  assertEquals(counts(splits.test), [10, 4, 1]);
  assertEquals(counts(splits.validation), [8, 3, 1]);
});

Deno.test("chooseTableSplits never cuts a group", () => {
  const splits = choose({ split: "by-group" }, GROUPS);
  assertShared(splits);
  const groups = Object.values(splits).map((rows) => new Set([...rows].map((row) => GROUPS[row]!)));
  assertEquals(groups.map(({ size }) => size).reduce((sum, size) => sum + size), 12);
});

Deno.test("chooseTableSplits tests on the last in an order", () => {
  const splits = choose({ split: "in-order" }, TIMES);
  assertShared(splits);
  assertEquals([splits.train[0], splits.test.at(-1)], [59, 0]);
  assertEquals(splits.test.length, 15);
});

for (const split of ["shuffled", "stratified", "by-group"] as const) {
  Deno.test(`chooseTableSplits validates on each row once in the folds of a ${split} split`, () => {
    const keys = split === "by-group" ? GROUPS : undefined;
    const folds = Array.from(
      { length: 4 },
      (_, i) => choose({ split, folds: 4, fold: i + 1 }, keys),
    );
    folds.forEach(assertShared);
    for (const { test } of folds) assertEquals(test, folds[0]!.test);
    const validated = folds.flatMap(({ validation }) => [...validation]);
    assertEquals(new Set(validated).size, validated.length);
    assertEquals(validated.length + folds[0]!.test.length, COUNT);
    const sizes = folds.map(({ validation }) => validation.length);
    assert(Math.max(...sizes) - Math.min(...sizes) <= (split === "by-group" ? 5 : 1));
  });
}

Deno.test("chooseTableSplits refuses what does not fit", () => {
  const refused: readonly [Partial<TableSplitConfig>, SplitKeys["keys"], string][] = [
    [{ testExamples: 50 }, undefined, "leave 0 to train on"],
    [{ trainExamples: 60 }, undefined, "Cannot take 60 training examples: 33 are left"],
    [{ split: "by-group" }, undefined, 'split "by-group" needs the name of a column'],
    [{}, GROUPS, 'splitColumn is for split "by-group" and "in-order"'],
    [{ split: "in-order", folds: 3, fold: 1 }, TIMES, 'folds are not for split "in-order"'],
    [{ folds: 3, fold: 4 }, undefined, "fold is 4 of 3; wanted 1 to 3"],
    [{ fold: 1 }, undefined, "fold is 1 of 1; wanted 0"],
    [{ folds: 50, fold: 1 }, undefined, "Cannot cut 45 examples or groups into 50 folds"],
  ];
  for (const [fields, keys, message] of refused) {
    assertThrows(() => choose(fields, keys), RangeError, message);
  }
});
