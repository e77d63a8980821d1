/**
 * The layout of the folders of runs and experiments: the one place that names them and their files,
 * and says which files have the same bytes everywhere.
 */

/** The names of the files in the folder of a complete run; some exist only on request. */
export const RUN_FILES = {
  record: "run.json",
  steps: "steps.csv",
  epochs: "epochs.csv",
  layers: "layers.csv",
  states: "states.csv",
  predictions: "predictions.csv",
  mistakes: "mistakes.safetensors",
  importance: "importance.csv",
  timing: "timing.csv",
  environment: "environment.json",
  digests: "digests.json",
  finalWeights: "weights-final.safetensors",
  bestWeights: "weights-best.safetensors",
} as const;

/** The files of a run whose bytes are the same everywhere; some exist only on request. */
export const SAME_EVERYWHERE: readonly string[] = [
  RUN_FILES.record,
  RUN_FILES.steps,
  RUN_FILES.epochs,
  RUN_FILES.layers,
  RUN_FILES.states,
  RUN_FILES.finalWeights,
  RUN_FILES.bestWeights,
  RUN_FILES.predictions,
  RUN_FILES.mistakes,
  RUN_FILES.importance,
];

/**
 * The files of a run that a page or an archive compares by their hash; the record and the logs that
 * every run has are compared down to the number.
 */
export const DIGESTED = [
  RUN_FILES.layers,
  RUN_FILES.predictions,
  RUN_FILES.mistakes,
  RUN_FILES.importance,
  RUN_FILES.finalWeights,
  RUN_FILES.bestWeights,
] as const;

/** A file that is compared by its hash. */
export type DigestedFile = typeof DIGESTED[number];

/** Where a run's folder says why the run failed, until it is retried. */
export const FAILURE_FILE = "failed.txt";

/** The names of the files in an experiment's folder, and of the folder of its runs. */
export const EXPERIMENT_FILES = {
  record: "experiment.json",
  audit: "audit.json",
  report: "report.json",
  confirmations: "confirmations.json",
  runs: "runs",
} as const;

/**
 * The path of a run in its experiment's folder, such as `runs/adam-seed1-0a1b2c3d`.
 *
 * @param label What distinguishes it from others of its experiment, in characters of file names.
 */
export function runPlace(label: string, seed: number, identity: string): string {
  return `${EXPERIMENT_FILES.runs}/${label}-seed${seed}-${identity.slice(0, 8)}`;
}

/** The name of the checkpoint of a step. */
export function checkpointFile(step: number): string {
  return `checkpoint-${step}.safetensors`;
}

/** The name of a state that is kept with a run: the checkpoint after the evaluation of an epoch. */
export function stateFile(epoch: number): string {
  return `state-${epoch}.safetensors`;
}

/** The epoch of a kept state from the name of its file; undefined if it names none. */
export function stateEpoch(name: string): number | undefined {
  const epoch = /^state-(\d+)\.safetensors$/.exec(name)?.[1];
  return epoch === undefined ? undefined : Number(epoch);
}

/** The step of a checkpoint from the name of its file; undefined if it names none. */
export function checkpointStep(name: string): number | undefined {
  const step = /^checkpoint-(\d+)\.safetensors$/.exec(name)?.[1];
  return step === undefined ? undefined : Number(step);
}
