/**
 * What each exercise must do: small examples that can be worked by hand, and gradients that agree with
 * numeric ones.
 *
 * @module
 */
import { createNumbers, fillMatrix, flatten, mapNested, type Nested } from "./arrays.ts";
import type * as affine from "./affine.ts";
import type * as batchNorm from "./batch_norm.ts";
import type * as convolution from "./convolution.ts";
import type * as layerNorm from "./layer_norm.ts";
import type * as softmax from "./softmax.ts";
import type * as updateRules from "./update_rules.ts";

/** All functions that the exercises ask for. */
export type Solutions =
  & typeof affine
  & typeof batchNorm
  & typeof convolution
  & typeof layerNorm
  & typeof softmax
  & typeof updateRules;

/** One thing that a function must do. */
export interface Check {
  /** The function it is about. */
  readonly of: keyof Solutions;
  /** What is looked at, in a few words. */
  readonly what: string;
  /** Throws where it is not so. */
  readonly run: (solutions: Solutions) => void;
}

/** How far a result may be from the worked one, in parts of it: only rounding. */
const EXACT = 1e-12;

/** How far a gradient may be from the numeric one. */
const NEAR = 1e-6;

/** The step of numeric gradients. */
const STEP = 1e-5;

/** Makes sure that nested arrays have the shape and the numbers of others. */
function expectClose(got: Nested, wanted: Nested, tolerance: number, name: string): void {
  const [numbers, right] = [flatten(got), flatten(wanted)];
  if (shapeOf(got) !== shapeOf(wanted)) {
    throw new Error(`${name} has the shape ${shapeOf(got)}; wanted ${shapeOf(wanted)}`);
  }
  right.forEach((value, at) => {
    const scale = Math.max(1, Math.abs(value));
    // Written so that NaN is not close to anything.
    if (!(Math.abs(numbers[at]! - value) <= tolerance * scale)) {
      throw new Error(`${name} is ${numbers[at]} at place ${at}; wanted ${value}`);
    }
  });
}

function shapeOf(nested: Nested): string {
  const sizes: number[] = [];
  for (let inner: Nested | undefined = nested; Array.isArray(inner); inner = inner[0]) {
    sizes.push(inner.length);
  }
  return `[${sizes.join(", ")}]`;
}

/** The gradient of the sum of y·dy with respect to `x`, by central differences. */
function numericGradient<T extends Nested>(forward: (x: T) => Nested, x: T, dy: Nested): T {
  const weights = flatten(dy);
  const loss = (at: number, by: number) => {
    let place = 0;
    const moved = mapNested(x, (value) => place++ === at ? value + by : value);
    return flatten(forward(moved)).reduce((sum, y, i) => sum + y * weights[i]!, 0);
  };
  let place = 0;
  return mapNested(x, () => {
    const at = place++;
    return (loss(at, STEP) - loss(at, -STEP)) / (2 * STEP);
  });
}

/** Inputs without any pattern, with which gradients are compared. */
function sampleOf(seed: number) {
  const next = createNumbers(seed);
  const matrix = (rows: number, columns: number) => fillMatrix(rows, columns, next);
  const vector = (length: number) => matrix(1, length)[0]!;
  return {
    matrix,
    vector,
    planes: (count: number, size: number) =>
      Array.from({ length: count }, () => matrix(size, size)),
  };
}

const affineChecks: readonly Check[] = [
  {
    of: "affineForward",
    what: "[1, 2] times a matrix of 2 by 3",
    run({ affineForward }) {
      const y = affineForward([[1, 2]], [[1, 2, 3], [4, 5, 6]], [0.5, 0, -0.5]);
      expectClose(y, [[9.5, 12, 14.5]], EXACT, "y");
    },
  },
  {
    of: "affineBackward",
    what: "gradients of 4 examples",
    run({ affineForward, affineBackward }) {
      const { matrix, vector } = sampleOf(1);
      const [x, W, b, dy] = [matrix(4, 3), matrix(3, 2), vector(2), matrix(4, 2)];
      const { dx, dW, db } = affineBackward(dy, x, W);
      expectClose(dx, numericGradient((x) => affineForward(x, W, b), x, dy), NEAR, "dx");
      expectClose(dW, numericGradient((W) => affineForward(x, W, b), W, dy), NEAR, "dW");
      expectClose(db, numericGradient((b) => affineForward(x, W, b), b, dy), NEAR, "db");
    },
  },
];

const softmaxChecks: readonly Check[] = [
  {
    of: "softmaxLoss",
    what: "equal scores lose ln 2, their gradient is ±1/2",
    run({ softmaxLoss }) {
      const { loss, dScores } = softmaxLoss([[0, 0]], [1]);
      expectClose(loss, Math.LN2, EXACT, "the loss");
      expectClose(dScores, [[0.5, -0.5]], EXACT, "dScores");
    },
  },
  {
    of: "softmaxLoss",
    what: "scores of 1000 do not overflow",
    run({ softmaxLoss }) {
      const { loss, dScores } = softmaxLoss([[1000, 0], [0, 0]], [0, 0]);
      expectClose(loss, Math.LN2 / 2, EXACT, "the loss");
      expectClose(dScores, [[0, 0], [-0.25, 0.25]], EXACT, "dScores");
    },
  },
  {
    of: "softmaxLoss",
    what: "gradient of 3 examples",
    run({ softmaxLoss }) {
      const scores = sampleOf(2).matrix(3, 4);
      const labels = [3, 0, 2];
      const wanted = numericGradient((scores) => softmaxLoss(scores, labels).loss, scores, 1);
      expectClose(softmaxLoss(scores, labels).dScores, wanted, NEAR, "dScores");
    },
  },
];

/** The checks of a normalization; `turn` makes rows of columns where it works on rows. */
function normalizationChecks(
  kind: "batchNorm" | "layerNorm",
  turn: (x: number[][]) => number[][],
): readonly Check[] {
  return [
    {
      of: `${kind}Forward`,
      what: "1 and 3, normalized, doubled and moved by 1",
      run(solutions) {
        const x = turn([[1], [3]]);
        const features = x[0]!.length;
        const gamma = Array.from({ length: features }, () => 2);
        const beta = Array.from({ length: features }, () => 1);
        expectClose(solutions[`${kind}Forward`](x, gamma, beta, 0), turn([[-1], [3]]), EXACT, "y");
      },
    },
    {
      of: `${kind}Backward`,
      what: "gradients of 5 examples",
      run(solutions) {
        const { matrix, vector } = sampleOf(3);
        const [x, gamma, beta, dy] = [matrix(5, 3), vector(3), vector(3), matrix(5, 3)];
        const forward = solutions[`${kind}Forward`];
        const { dx, dgamma, dbeta } = solutions[`${kind}Backward`](dy, x, gamma, 0.1);
        const of = numericGradient;
        expectClose(dx, of((x) => forward(x, gamma, beta, 0.1), x, dy), NEAR, "dx");
        expectClose(dgamma, of((gamma) => forward(x, gamma, beta, 0.1), gamma, dy), NEAR, "dgamma");
        expectClose(dbeta, of((beta) => forward(x, gamma, beta, 0.1), beta, dy), NEAR, "dbeta");
      },
    },
  ];
}

const updateChecks: readonly Check[] = [
  {
    of: "momentumStep",
    what: "two steps with rate 0.5 and momentum 0.5",
    run({ momentumStep }) {
      const one = momentumStep([1, -2], [2, -4], [0, 0], 0.5, 0.5);
      expectClose([one.w, one.v], [[0, 0], [-1, 2]], EXACT, "w and v after step 1");
      const two = momentumStep(one.w, [1, 1], one.v, 0.5, 0.5);
      expectClose([two.w, two.v], [[-1, 0.5], [-1, 0.5]], EXACT, "w and v after step 2");
    },
  },
  {
    of: "rmspropStep",
    what: "a gradient of 4 and −8 with decay 0.75 and epsilon 1",
    run({ rmspropStep }) {
      const { w, cache } = rmspropStep([1, -2], [4, -8], [0, 0], 0.5, 0.75, 1);
      expectClose([w, cache], [[1 - 2 / 3, -2 + 4 / 5], [4, 16]], EXACT, "w and cache");
    },
  },
  {
    of: "adamStep",
    what: "a constant gradient: both corrected means are g and g²",
    run({ adamStep }) {
      const g = [3, -1];
      const one = adamStep([1, -2], g, [0, 0], [0, 0], 1, 0.5, 0.5, 0.75, 1);
      expectClose(one.w, [0.625, -1.75], EXACT, "w after step 1");
      const two = adamStep(one.w, g, one.m, one.v, 2, 0.5, 0.5, 0.75, 1);
      expectClose(two.w, [0.25, -1.5], EXACT, "w after step 2");
      expectClose([two.m, two.v], [[2.25, -0.75], [3.9375, 0.4375]], EXACT, "m and v");
    },
  },
];

const IMAGE = [[[1, 2, 3], [4, 5, 6], [7, 8, 9]]];
const DIAGONAL = [[[[1, 0], [0, 1]]]];

const convolutionChecks: readonly Check[] = [
  {
    of: "convolutionForward",
    what: "a diagonal filter on 3 by 3 pixels",
    run({ convolutionForward }) {
      expectClose(convolutionForward(IMAGE, DIAGONAL, [1], 1, 0), [[[7, 9], [13, 15]]], EXACT, "y");
    },
  },
  {
    of: "convolutionForward",
    what: "the same with stride 2 and padding 1",
    run({ convolutionForward }) {
      expectClose(convolutionForward(IMAGE, DIAGONAL, [1], 2, 1), [[[2, 4], [8, 15]]], EXACT, "y");
    },
  },
  {
    of: "convolutionBackward",
    what: "gradients, 2 channels, 3 filters, stride 2, padding 1",
    run({ convolutionForward, convolutionBackward }) {
      const { planes, vector } = sampleOf(4);
      const [x, b, dy] = [planes(2, 5), vector(3), planes(3, 3)];
      const filters = Array.from({ length: 3 }, () => planes(2, 3));
      const { dx, dFilters, db } = convolutionBackward(dy, x, filters, 2, 1);
      const of = numericGradient;
      expectClose(dx, of((x) => convolutionForward(x, filters, b, 2, 1), x, dy), NEAR, "dx");
      const wanted = of((filters) => convolutionForward(x, filters, b, 2, 1), filters, dy);
      expectClose(dFilters, wanted, NEAR, "dFilters");
      expectClose(db, of((b) => convolutionForward(x, filters, b, 2, 1), b, dy), NEAR, "db");
    },
  },
  {
    of: "maxPoolForward",
    what: "the greatest of each window of 4 by 4 pixels",
    run({ maxPoolForward }) {
      const x = [[[1, 2, 5, 3], [4, 0, 1, 1], [0, 0, 7, 8], [9, 0, 6, 5]]];
      expectClose(maxPoolForward(x), [[[4, 5], [9, 8]]], EXACT, "y");
    },
  },
  {
    of: "maxPoolBackward",
    what: "gradient of 2 channels",
    run({ maxPoolForward, maxPoolBackward }) {
      const { planes } = sampleOf(5);
      const [x, dy] = [planes(2, 4), planes(2, 2)];
      expectClose(maxPoolBackward(dy, x), numericGradient(maxPoolForward, x, dy), NEAR, "dx");
    },
  },
];

/** A column of numbers as a row. */
const asRow = (x: number[][]) => [x.map((row) => row[0]!)];

/** What all exercises must do, in their order. */
export const CHECKS: readonly Check[] = [
  ...affineChecks,
  ...softmaxChecks,
  ...normalizationChecks("batchNorm", (x) => x),
  ...normalizationChecks("layerNorm", asRow),
  ...updateChecks,
  ...convolutionChecks,
];

/** What became of a check: `right`, `not done yet`, or what is wrong. */
export function outcomeOf(check: Check, solutions: Solutions): string {
  try {
    check.run(solutions);
    return "right";
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
