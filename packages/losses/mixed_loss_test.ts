import { assertAlmostEquals, assertEquals } from "@std/assert";
import { createStream, fillNormal } from "@samebit/random";
import { createReferenceKernels } from "@samebit/tensors";
import { createLoss } from "./registry.ts";

const [ROWS, CLASSES] = [3, 4];
const LABELS = Uint16Array.of(0, 3, 2);
const LOSS = { kind: "softmax", labelSmoothing: 0.1, classWeights: "none" } as const;

function createMixed() {
  const kernels = createReferenceKernels("float64");
  return createLoss(LOSS, { kernels, maxRows: ROWS, outputs: CLASSES, mixes: true });
}

function scoresOf(): Float64Array<ArrayBuffer> {
  const scores = new Float64Array(ROWS * CLASSES);
  fillNormal(createStream(1, "scores"), 0, scores);
  return scores;
}

Deno.test("softmaxCrossEntropy of mixed rows is the loss of their soft targets", () => {
  const [loss, scores, share] = [createMixed(), scoresOf(), 0.7];
  loss.forward(scores, LABELS, ROWS, { training: true, step: 1, share });
  for (let r = 0; r < ROWS; r++) {
    const row = scores.subarray(r * CLASSES, (r + 1) * CLASSES);
    const total = Math.log(row.reduce((sum, score) => sum + Math.exp(score), 0));
    const expected = row.reduce((sum, score, j) => {
      const own = j === LABELS[r] ? share : 0;
      const other = j === LABELS[ROWS - 1 - r] ? 1 - share : 0;
      return sum + (0.9 * (own + other) + 0.1 / CLASSES) * (total - score);
    }, 0);
    assertAlmostEquals(loss.losses[r]!, expected, 1e-12);
  }
});

Deno.test("softmaxCrossEntropy of mixed rows has the gradient of its mean", () => {
  const [loss, scores] = [createMixed(), scoresOf()];
  const mode = { training: true, step: 1, share: 0.3 } as const;
  const meanAt = (i: number, change: number) => {
    const moved = scores.slice();
    moved[i] = moved[i]! + change;
    loss.forward(moved, LABELS, ROWS, mode);
    return Array.from(loss.losses).reduce((sum, row) => sum + row, 0) / ROWS;
  };
  loss.forward(scores, LABELS, ROWS, mode);
  const gradient = loss.scoresGrad.slice();
  const step = 1e-5;
  gradient.forEach((slope, i) => {
    assertAlmostEquals(slope, (meanAt(i, step) - meanAt(i, -step)) / (2 * step), 1e-9);
  });
});

Deno.test("softmaxCrossEntropy takes rows that nothing was mixed with as ever", () => {
  const [mixed, plain] = [createMixed(), createMixed()];
  mixed.forward(scoresOf(), LABELS, ROWS, { training: true, step: 1, share: 1 });
  plain.forward(scoresOf(), LABELS, ROWS, { training: true, step: 1 });
  assertEquals([mixed.losses, mixed.scoresGrad], [plain.losses, plain.scoresGrad]);
});
