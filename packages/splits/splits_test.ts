/** Splits: a known order, nothing twice, nothing lost, and counts that do not fit. */
import { assertEquals, assertThrows } from "@std/assert";
import type { SplitConfig } from "./config.ts";
import type { Content } from "./content.ts";
import { chooseSplits, createSplits } from "./splits.ts";

const config: SplitConfig = {
  trainExamples: "all",
  validationExamples: 3,
  testExamples: 2,
  splitSeed: 0,
};

/** Row r holds r and 100 + r, with label r: a row is known by any of its values. */
function createContent(count: number): Content {
  return {
    shape: [2],
    values: Uint8Array.from({ length: 2 * count }, (_, i) => i % 2 * 100 + Math.floor(i / 2)),
    labels: Uint16Array.from({ length: count }, (_, row) => row),
    classes: Array.from({ length: count }, (_, row) => `class ${row}`),
  };
}

Deno.test("chooseSplits gives the same rows on every machine", () => {
  const { train, validation, test } = chooseSplits(10, config);
  assertEquals([[...test], [...validation], [...train]], GOLDEN);
});

Deno.test("chooseSplits puts every row into exactly one split", () => {
  const { train, validation, test } = chooseSplits(1000, config);
  const rows = [...train, ...validation, ...test].sort((a, b) => a - b);
  assertEquals(rows, Array.from({ length: 1000 }, (_, row) => row));
});

Deno.test("chooseSplits keeps test and validation when fewer rows are trained on", () => {
  const all = chooseSplits(100, config);
  const few = chooseSplits(100, { ...config, trainExamples: 4 });
  assertEquals(few, { ...all, train: all.train.slice(0, 4) });
});

Deno.test("chooseSplits gives another split for another seed", () => {
  const one = chooseSplits(100, config);
  const other = chooseSplits(100, { ...config, splitSeed: 1 });
  assertEquals(String(one.train) === String(other.train), false);
});

Deno.test("chooseSplits refuses sizes that do not fit, and says what is left", () => {
  assertThrows(
    () => chooseSplits(150, { ...config, validationExamples: 100, testExamples: 50 }),
    RangeError,
    "Cannot split 150 examples: testExamples 50 and validationExamples 100 leave 0 to train on, " +
      'trainExamples is "all", at least 1',
  );
  assertThrows(
    () => chooseSplits(150, { ...config, trainExamples: 146 }),
    RangeError,
    "Cannot split 150 examples: testExamples 2 and validationExamples 3 leave 145 to train on, " +
      "trainExamples is 146",
  );
});

Deno.test("chooseSplits refuses sizes that are not counts, and names the field", () => {
  for (const size of [0, -1, 1.5, NaN]) {
    assertThrows(
      () => chooseSplits(150, { ...config, validationExamples: size }),
      RangeError,
      `Cannot split examples: validationExamples is ${size}; wanted an integer of at least 1`,
    );
  }
});

Deno.test("createSplits copies complete rows with their labels", () => {
  const content = createContent(10);
  const { train, validation, test } = createSplits(content, config);
  for (const split of [train, validation, test]) {
    const expected = [...split.labels].flatMap((row) => [row, 100 + row]);
    assertEquals([...split.values], expected);
    assertEquals(split.labels.length, split.count);
  }
  assertEquals([...test.labels, ...validation.labels, ...train.labels], GOLDEN.flat());
});

Deno.test("createSplits keeps floats floats", () => {
  const content = { ...createContent(10), values: new Float32Array(20).fill(0.5) };
  assertEquals(createSplits(content, config).test.values, new Float32Array(4).fill(0.5));
});

/** Test, validation, train of the ten rows: a change of these is a change of the contract. */
const GOLDEN: readonly number[][] = [[0, 4], [5, 3, 6], [1, 9, 8, 2, 7]];
