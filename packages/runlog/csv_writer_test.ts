import { assertEquals, assertThrows } from "@std/assert";
import { STEP_COLUMNS } from "./columns.ts";
import { formatHeader, formatNumber, formatRow } from "./csv_writer.ts";

Deno.test("formatHeader joins the names of the columns", () => {
  assertEquals(formatHeader(STEP_COLUMNS), "step,epoch,learningRate,trainLoss\n");
});

Deno.test("formatHeader refuses names that would need quotes", () => {
  for (const name of ["", "a,b", 'a"b', "a b", "a\n", "=SUM(A1)", "__proto__"]) {
    assertThrows(
      () => formatHeader([{ ...STEP_COLUMNS[3], name }]),
      SyntaxError,
      "Cannot name a column",
    );
  }
});

Deno.test("formatRow writes the columns' order, not the row's", () => {
  const row = { trainLoss: 0.1, learningRate: 1e-7, epoch: 2, step: 30, unknown: 9 };
  assertEquals(formatRow(STEP_COLUMNS, row), "30,2,1e-7,0.1\n");
});

Deno.test("formatRow appends columns that a plan switched on", () => {
  const norm = { ...STEP_COLUMNS[3], name: "gradientNorm.W1" };
  const row = { step: 1, epoch: 1, learningRate: 1, trainLoss: 2, "gradientNorm.W1": 0.5 };
  assertEquals(formatRow([...STEP_COLUMNS, norm], row), "1,1,1,2,0.5\n");
});

Deno.test("formatRow refuses a missing number and a broken counter", () => {
  assertThrows(
    () => formatRow(STEP_COLUMNS, { step: 1, epoch: 1, learningRate: 1 }),
    TypeError,
    'Cannot write column "trainLoss": the row has undefined; wanted a number',
  );
  for (const step of [1.5, NaN, -0.5, 2 ** 53]) {
    assertThrows(
      () => formatRow(STEP_COLUMNS, { step, epoch: 1, learningRate: 1, trainLoss: 1 }),
      RangeError,
      'Cannot write column "step"',
    );
  }
});

Deno.test("formatNumber is short and exact", () => {
  const cases: [number, string][] = [
    [0.1, "0.1"],
    [1e21, "1e+21"],
    [5e-324, "5e-324"],
    [0.1 + 0.2, "0.30000000000000004"],
    [Math.fround(0.1), "0.10000000149011612"],
    [-0, "-0"],
    [0, "0"],
    [NaN, "NaN"],
    [-Infinity, "-Infinity"],
  ];
  for (const [value, text] of cases) assertEquals(formatNumber(value), text);
});
