/**
 * A checkpoint for tests, with arrays of every kind of number that can occur in a run. Not part of
 * the package.
 */
import type { SavedCheckpoint } from "./checkpoint_file.ts";

const ROW = {
  epoch: 1,
  trainLoss: 0.1,
  trainAccuracy: 0.5,
  validationLoss: 1e-30,
  validationAccuracy: 1 / 3,
};

/** The checkpoint of a step. */
export function sampleCheckpoint(step: number): SavedCheckpoint {
  return {
    identity: "a".repeat(64),
    checkpoint: {
      progress: { step, evaluations: 2, final: ROW, best: ROW, watched: 0.1, stale: 1 },
      arrays: {
        parameters: new Float32Array([1, -0, 1e-45, 3.4e38, step]),
        "optimizer/velocity": new Float32Array([NaN, Infinity, -Infinity, 0, 0.1]),
        "best/parameters": new Float32Array(5),
      },
    },
    logs: {
      steps: { bytes: 0, digest: "b".repeat(64) },
      epochs: { bytes: 0, digest: "c".repeat(64) },
    },
  };
}
