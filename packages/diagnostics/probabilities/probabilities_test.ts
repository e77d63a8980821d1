import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createPalette } from "@samebit/plotting";
import { calibrationChart } from "./calibration.ts";
import { meanRoc, probabilityFigures } from "./figures.ts";
import { type Probabilities, probabilityNumbers } from "./probabilities.ts";
import { rocChart } from "./roc.ts";

/** Three examples of three classes, the last of which has none; one answer in three is wrong. */
const RUN = probabilityFigures(
  1,
  [
    { probabilities: [0.75, 0.5, 0.25], holds: [true, true, false] },
    { probabilities: [0.25, 0.25, 0.375], holds: [false, false, true] },
    { probabilities: [0, 0.25, 0.375], holds: [false, false, false] },
  ],
  { confidences: [0.75, 0.5, 0.375], isRight: [true, true, false] },
)!;

const PROBABILITIES: Probabilities = {
  names: ["cat", "dog", "ship"],
  isPair: false,
  variants: [{ variant: "a", runs: [RUN, { ...RUN, seed: 2 }] }, { variant: "b", runs: [] }],
  left: 1,
};

const rowsOf = (spec: unknown, data: string) =>
  (spec as { datasets: Record<string, Record<string, unknown>[]> }).datasets[data]!;

Deno.test("probabilityFigures has no curve of a class that no example is of", () => {
  assertEquals(RUN.roc.map((each) => each?.area), [1, 1, undefined]);
  assertEquals(meanRoc(RUN.roc)?.area, 1);
  assertAlmostEquals(RUN.calibrationError, (0.25 + 0.5 + 0.375) / 3);
});

Deno.test("probabilityFigures says nothing of probabilities that are not numbers", () => {
  const outcome = { probabilities: [NaN, 1], holds: [true, false] };
  const answers = { confidences: [NaN, 1], isRight: [false, false] };
  assertEquals(probabilityFigures(1, [outcome], answers), undefined);
});

Deno.test("rocChart shows the mean of the classes first, and the area of each", () => {
  const spec = rocChart(PROBABILITIES, createPalette(["a", "b"]));
  assertEquals((spec.usermeta as { choice: { options: string[] } }).choice.options, [
    "mean of 3",
    "cat",
    "dog",
    "ship",
  ]);
  assertEquals(
    rowsOf(spec, "areas").map(({ variant, option, area, seeds }) => [variant, option, area, seeds]),
    [["a", "mean of 3", 1, 2], ["a", "cat", 1, 2], ["a", "dog", 1, 2]],
  );
});

Deno.test("rocChart draws one curve of two classes", () => {
  const pair = { ...PROBABILITIES, names: ["no", "yes"], isPair: true };
  const spec = rocChart(pair, createPalette(["a", "b"]));
  assertEquals(new Set(rowsOf(spec, "curves").map(({ option }) => option)), new Set(["yes"]));
});

Deno.test("calibrationChart puts the answers of all seeds together, and leaves empty bins out", () => {
  const spec = calibrationChart(PROBABILITIES, createPalette(["a", "b"]));
  assertEquals(
    rowsOf(spec, "bins").map(({ answers, confidence, right }) => [answers, confidence, right]),
    [[2, 0.375, 0], [2, 0.5, 1], [2, 0.75, 1]],
  );
});

Deno.test("probabilityNumbers has areas and calibration error by seed", () => {
  const numbers = probabilityNumbers(PROBABILITIES).get("a")!;
  assertEquals(Object.keys(numbers), [
    "meanAreaUnderRoc",
    "areaUnderRoc of cat",
    "areaUnderRoc of dog",
    "calibrationError",
  ]);
  assertEquals([...numbers["meanAreaUnderRoc"]!], [[1, 1], [2, 1]]);
});
