/**
 * Cases for the losses: few and many classes, ties, and scores so far apart that exp gives 0.
 */
import type { Floats } from "../kernels.ts";
import type { Labels } from "../labels.ts";
import type { Sample, SamplesOf } from "./cases.ts";
import { KINDS } from "./numbers.ts";
import type { Workspace } from "./workspace.ts";

type ScoresOf = (workspace: Workspace, rows: number, classes: number) => Floats;

/** Rows of three classes, each with label 1. */
const EXTREME_ROWS: ReadonlyArray<readonly [number, number, number]> = [
  [1e4, -1e4, 0],
  [-1e4, 1e4, 0],
  [1e4, 1e4, 1e4],
  [-Infinity, 0, 1],
  [0, -Infinity, 1],
  [-Infinity, -Infinity, -Infinity],
  [0, Infinity, 1],
  [Infinity, 0, 1],
  [0, 0, NaN],
  [NaN, 1, 2],
  [0, -0, 0],
  [-0, -0, -0],
  [3e38, -3e38, 0],
  [1e-40, -1e-40, 1e-45],
  [0, -87.5, -104],
  [-103.5, -88, 0],
  [1, 2, 1],
  [2, 1, 2],
];

const SCORES: Record<string, ScoresOf> = {
  ...Object.fromEntries(
    KINDS.map((kind): [string, ScoresOf] => [
      kind,
      ({ numbers }, rows, classes) => numbers(rows * classes, kind),
    ]),
  ),
  equal: ({ hold }, rows, classes) => hold(new Float64Array(rows * classes).fill(-0.3)),
};

/** The samples of the losses. */
export const lossesSamples: SamplesOf<"softmaxCrossEntropy" | "hinge"> = {
  *softmaxCrossEntropy() {
    for (const smoothing of [0, 0.1, 1]) {
      yield* batches(`smoothing ${smoothing}`, (kernels, { room }, scores, labels, classes) => {
        const rows = labels.length;
        const scoresGrad = room(rows * classes);
        kernels.softmaxCrossEntropy(
          scores,
          labels,
          smoothing,
          room(rows),
          scoresGrad,
          rows,
          classes,
        );
      });
    }
  },

  *hinge() {
    yield* batches("", (kernels, { room }, scores, labels, classes) => {
      const rows = labels.length;
      kernels.hinge(scores, labels, room(rows), room(rows * classes), rows, classes);
    });
  },
};

type LossBody = (
  kernels: Parameters<Sample["body"]>[0],
  workspace: Workspace,
  scores: Floats,
  labels: Labels,
  classes: number,
) => void;

function* batches(what: string, body: LossBody): Iterable<Sample> {
  for (const rows of [0, 1, 2, 3, 5, 100]) {
    for (const classes of [1, 2, 3, 7, 8, 9, 10, 16, 17, 33, 100]) {
      for (const [kind, scoresOf] of Object.entries(SCORES)) {
        yield {
          name: `${what} [${rows}, ${classes}] ${kind}`.trim(),
          body(kernels, workspace) {
            const scores = scoresOf(workspace, rows, classes);
            const labels = Uint16Array.from(workspace.integers(rows + 1, classes)).subarray(1);
            body(kernels, workspace, scores, labels, classes);
          },
        };
      }
    }
  }
  yield {
    name: `${what} extreme rows`.trim(),
    body(kernels, workspace) {
      const labels = new Uint16Array(EXTREME_ROWS.length).fill(1);
      body(kernels, workspace, workspace.hold(EXTREME_ROWS.flat()), labels, 3);
    },
  };
}
