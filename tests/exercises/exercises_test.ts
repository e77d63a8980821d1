/** The exercises can be done, a gap is called one, and usual mistakes are found. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import * as affine from "../../exercises/affine.ts";
import { CHECKS, outcomeOf, type Solutions } from "../../exercises/checks.ts";
import { ROOT } from "../command_line.ts";
import { SOLUTIONS } from "./solutions.ts";

/** Usual mistakes, each with a function that it makes wrong. */
const MISTAKES: readonly Partial<Solutions>[] = [
  // The bias of the first unit for all of them.
  { affineForward: (x, W, b) => SOLUTIONS.affineForward(x, W, b.map(() => b[0]!)) },
  { affineBackward: (dy, x, W) => ({ ...SOLUTIONS.affineBackward(dy, x, W), db: dy[0]! }) },
  {
    softmaxLoss(scores, labels) {
      const powers = scores.map((row) => row.map(Math.exp));
      const shares = powers.map((row) => row.map((p) => p / row.reduce((a, b) => a + b)));
      const loss = shares.reduce((sum, row, i) => sum - Math.log(row[labels[i]!]!), 0);
      return { loss: loss / scores.length, dScores: shares };
    },
  },
  // Mean and variance taken for constants.
  {
    batchNormBackward(dy, x, gamma, epsilon) {
      const right = SOLUTIONS.batchNormBackward(dy, x, gamma, epsilon);
      return { ...right, dx: dy.map((row) => row.map((d, j) => d * gamma[j]!)) };
    },
  },
  { layerNormForward: SOLUTIONS.batchNormForward },
  // Without the corrections of the bias.
  {
    adamStep: (w, g, m, v, _step, ...settings) => SOLUTIONS.adamStep(w, g, m, v, 1000, ...settings),
  },
  // The filter turned around, as in signal processing.
  {
    convolutionForward(x, filters, b, stride, padding) {
      const turned = filters.map((filter) => filter.map((plane) => plane.toReversed()));
      return SOLUTIONS.convolutionForward(x, turned, b, stride, padding);
    },
  },
  {
    maxPoolBackward: (dy, x) =>
      SOLUTIONS.maxPoolBackward(dy, x.map((plane) => plane.map((row) => row.map((_) => 0)))),
  },
];

Deno.test("outcomeOf is right for every exercise that is done", () => {
  assertEquals(CHECKS.map((check) => outcomeOf(check, SOLUTIONS)), CHECKS.map(() => "right"));
  assertEquals(new Set(CHECKS.map(({ of }) => of)), new Set(Object.keys(SOLUTIONS)));
});

Deno.test("outcomeOf finds each usual mistake, and says what is wrong", () => {
  for (const mistake of MISTAKES) {
    const [name] = Object.keys(mistake);
    const outcomes = CHECKS.filter(({ of }) => of === name)
      .map((check) => outcomeOf(check, { ...SOLUTIONS, ...mistake }));
    const wrong = outcomes.find((outcome) => outcome !== "right");
    assert(wrong !== undefined, `nothing wrong is found in ${name}`);
    assertStringIncludes(wrong, "wanted");
  }
});

Deno.test("outcomeOf recognizes a gap, and calls NaN wrong", () => {
  const [first] = CHECKS;
  assertEquals(outcomeOf(first!, { ...SOLUTIONS, ...affine }), "not done yet");
  const lost = { ...SOLUTIONS, affineForward: () => [[NaN, 12, 14.5]] };
  assertEquals(outcomeOf(first!, lost), "y is NaN at place 0; wanted 9.5");
  const turned = { ...SOLUTIONS, affineForward: () => [[9.5], [12], [14.5]] };
  assertEquals(outcomeOf(first!, turned), "y has the shape [3, 1]; wanted [1, 3]");
});

Deno.test("exercises as they are handed out are gaps, and the program says so", async () => {
  const run = (...args: string[]) =>
    new Deno.Command(Deno.execPath(), {
      args: ["run", "--no-prompt", join(ROOT, "exercises/check.ts"), ...args],
      env: { NO_COLOR: "1" },
    }).output();
  const [all, one, none] = await Promise.all([run(), run("adamStep"), run("adamSteps")]);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  assertStringIncludes(text(all.stdout), `\n0 of ${CHECKS.length} right\n`);
  assertStringIncludes(text(one.stdout), "not done yet\n\n0 of 1 right\n");
  assertEquals([all.code, one.code, none.code], [1, 1, 2]);
  assertStringIncludes(
    text(none.stderr),
    '"adamSteps" is not an exercise; there are affineForward',
  );
});
