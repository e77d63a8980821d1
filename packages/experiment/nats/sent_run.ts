/**
 * Whether what a worker sent is what it says: anybody may be the worker. Not for finding wrong bytes
 * in a run that is whole: an audit does.
 *
 * @module
 */
import { faultIn, recordIn, type RunFile } from "../copy_run.ts";
import type { RunJob } from "../record_run.ts";
import { parseCheckpoint } from "../resume/checkpoint_file.ts";
import { RUN_FILES } from "../store.ts";

/** Why these files are not a run that has finished, by file; undefined where they are. */
export function faultOfFinished(
  files: readonly RunFile[],
  { identity, untilEpoch }: RunJob,
): string | undefined {
  const fault = faultIn(files, identity);
  if (fault !== undefined || recordIn(files).ended !== undefined) return fault;
  if (untilEpoch === undefined) return `${RUN_FILES.record} does not say how it ended`;
  const checkpoint = files.find(({ name }) => name.startsWith("checkpoint-"));
  if (checkpoint === undefined) return `there is no checkpoint of epoch ${untilEpoch}`;
  const { name, bytes } = checkpoint;
  try {
    const { evaluations, step } = parseCheckpoint(bytes, name).checkpoint.progress;
    if (evaluations > untilEpoch && name === `checkpoint-${step}.safetensors`) return undefined;
    return `${name} is of epoch ${evaluations - 1}, step ${step}; wanted epoch ${untilEpoch}`;
  } catch (error) {
    // Its digest vouches for nothing here: who made it up made up that too.
    return `${name}: ${error instanceof Error ? error.message : error}`;
  }
}

/** The step of the checkpoint among files; -1 where there is none. */
export function stepOf(files: readonly { readonly name: string }[]): number {
  const steps = files.map(({ name }) => /^checkpoint-(\d+)\./.exec(name)?.[1] ?? -1);
  return Math.max(...steps.map(Number));
}
