/** The encoding of a table is fitted on the given rows, survives JSON, and encodes others. */
import { assertEquals, assertThrows } from "@std/assert";
import { encodeRows, featureNames, findIndicators, fitEncoding } from "./encoding.ts";

/** Two columns of four rows: a number, missing once, and a word, missing once. */
const RAW = {
  values: Float32Array.of(1, 0, NaN, 2, 5, 1, 3, NaN),
  levels: [null, ["red", "green", "blue"]],
};
const STYLE = { decimal: "point", missingMarks: [], passedOver: [] } as const;
const NAMES = ["size", "colour"];

function fit(rows: number[], missing: "refuse" | "mean" | "median" = "mean") {
  return fitEncoding(RAW, Uint32Array.from(rows), NAMES, { ...STYLE, missing });
}

Deno.test("fitEncoding fills with the mean or the median of the given rows", () => {
  assertEquals(fit([0, 1, 2, 3]).columns[0], { kind: "number", name: "size", fill: 3 });
  assertEquals(fit([1, 2]).columns[0], { kind: "number", name: "size", fill: 5 });
  assertEquals(fit([0, 1, 2], "median").columns[0], { kind: "number", name: "size", fill: 3 });
  assertEquals(fit([0], "refuse").columns[0], { kind: "number", name: "size", fill: null });
});

Deno.test("fitEncoding refuses to fill a column that is empty in all training rows", () => {
  assertThrows(() => fit([1]), RangeError, 'Cannot fill column "size": it is empty in all 1');
});

Deno.test("fitEncoding takes the levels of its rows, and a missing word as a level of its own", () => {
  const encoding = fit([0, 2, 3]);
  assertEquals(featureNames(encoding), ["size", "colour=red", "colour=green", "colour=(missing)"]);
  assertEquals(findIndicators(encoding), [false, true, true, true]);
});

Deno.test("encodeRows gives each level an input, and counts what it does not know", () => {
  const encoding = JSON.parse(JSON.stringify(fit([0, 2])));
  const { values, unseen, filled } = encodeRows(encoding, RAW, Uint32Array.of(2, 1, 3));
  assertEquals([...values], [5, 0, 1, 3, 0, 0, 3, 0, 0]);
  assertEquals(unseen, [
    { column: 1, level: "blue", rows: 1 },
    { column: 1, level: "", rows: 1 },
  ]);
  assertEquals(filled, 1);
});
