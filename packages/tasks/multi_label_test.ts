import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import type { Split } from "@samebit/splits";
import { multiLabel } from "./multi_label.ts";

const MAP = {
  names: ["a", "b", "never"],
  mean: Float64Array.of(0.5, 0.25, 0),
  deviation: Float64Array.of(0.5, 0.4, 0),
};

/** Four examples: of the twelve answers three are wrong, in the second and in the last. */
const TARGETS = [[1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 0]];
const SCORES = [[2, -1, -9], [-1, -1, -2], [0.5, -2, -1], [1, 0, 3]];

const task = multiLabel.begin({ classes: [], targets: MAP }, "float32");
const split: Split = {
  values: new Float32Array(4),
  labels: new Uint16Array(0),
  targets: Float64Array.from(TARGETS.flat()),
  count: 4,
};
const indices = Uint32Array.of(0, 1, 2, 3);
const scored = {
  scores: Float32Array.from(SCORES.flat()),
  targets: Float32Array.from(TARGETS.flat()),
  split,
  indices,
};

function judgeAll(given = scored) {
  const judgement = task.judge();
  judgement.add(given);
  return judgement.figures();
}

Deno.test("multi-label takes zeros and ones as they are", () => {
  const targets = task.allocate(2);
  task.gather(split, Uint32Array.of(1, 0), targets);
  assertEquals([...targets], [0, 1, 0, 1, 0, 0]);
});

Deno.test("multi-label counts right answers, examples with all of them right, and F1", () => {
  const { labelAccuracy, exactMatch, macroF1 } = judgeAll();
  assertEquals([labelAccuracy, exactMatch], [9 / 12, 2 / 4]);
  // Of a: 2 of 3 said, 2 hold. Of b: 1 holds, none said. Of never: one said, none holds.
  assertAlmostEquals(macroF1!, (4 / 5 + 0 + 0) / 3, 1e-15);
});

Deno.test("multi-label leaves labels out of F1 that neither hold nor are predicted", () => {
  const scores = scored.scores.map((score, at) => at % 3 === 2 ? -1 : score);
  assertAlmostEquals(judgeAll({ ...scored, scores }).macroF1!, (4 / 5 + 0) / 2, 1e-15);
  const none = { ...scored, scores: scores.fill(-1), targets: new Float32Array(12) };
  assertEquals(judgeAll(none).macroF1, NaN);
});

Deno.test("multi-label judges a split the same in one pass and in several", () => {
  const judgement = task.judge();
  for (let row = 0; row < 4; row++) {
    const part = <A extends { subarray(from: number, to: number): A }>(all: A) =>
      all.subarray(3 * row, 3 * row + 3);
    const rows = { scores: part(scored.scores), targets: part(scored.targets) };
    judgement.add({ split, indices: indices.subarray(row, row + 1), ...rows });
  }
  assertEquals(judgement.figures(), judgeAll());
});

Deno.test("multi-label predicts no label from a score of 0, and counts NaN as wrong", () => {
  const scores = new Float32Array(12);
  assertEquals(judgeAll({ ...scored, scores }).labelAccuracy, 9 / 12);
  assertEquals(judgeAll({ ...scored, scores: scores.fill(NaN) }).labelAccuracy, 0);
  const row = { example: 0, loss: 1, ...task.predict({ ...scored, scores }, 3) };
  assert(task.isMistake(row));
});

Deno.test("multi-label gives a probability for each label, and which rows are wrong", () => {
  const rows = indices.values().map((row) => task.predict(scored, row)).toArray();
  assertEquals(Object.keys(rows[0]!), [
    ...["target1", "probability1", "target2", "probability2", "target3", "probability3"],
  ]);
  assertAlmostEquals(rows[0]!["probability1"]!, 1 / (1 + Math.exp(-2)), 1e-15);
  assertEquals(rows[3]!["probability2"], 0.5);
  const wrong = rows.map((row) => task.isMistake({ example: 0, loss: 0, ...row }));
  assertEquals(wrong, [false, true, false, true]);
});

Deno.test("multi-label refuses to begin on one label, and on other numbers", () => {
  const begin = (changes: object) => () =>
    multiLabel.begin({ classes: [], targets: { ...MAP, ...changes } }, "float32");
  assertThrows(begin({ names: ["a"] }), RangeError, 'targets name one label, "a"');
  const nonBinary = { place: 'example 3, target "b"', value: 0.5 };
  assertThrows(begin({ nonBinary }), RangeError, 'targets have 0.5 at example 3, target "b"');
});
