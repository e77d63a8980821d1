/**
 * The names of the files in a run's folder, and which of them are the same bytes everywhere.
 */

/** The names of the files in a run's folder. */
export const RUN_FILES = {
  record: "run.json",
  steps: "steps.csv",
  epochs: "epochs.csv",
  layers: "layers.csv",
  predictions: "predictions.csv",
  mistakes: "mistakes.safetensors",
  timing: "timing.csv",
  environment: "environment.json",
  digests: "digests.json",
  finalWeights: "weights-final.safetensors",
  bestWeights: "weights-best.safetensors",
} as const;

/** The files of a run whose bytes are the same everywhere; some are there only if asked for. */
export const SAME_EVERYWHERE: readonly string[] = [
  RUN_FILES.record,
  RUN_FILES.steps,
  RUN_FILES.epochs,
  RUN_FILES.layers,
  RUN_FILES.finalWeights,
  RUN_FILES.bestWeights,
  RUN_FILES.predictions,
  RUN_FILES.mistakes,
];
