/**
 * Whether what a worker sent is what it claims: anyone may be the worker. It does not find wrong
 * bytes in a complete run that arrived once: an audit does.
 *
 * @module
 */
import { checkpointFile, checkpointStep, RUN_FILES } from "@samebit/runlog";
import {
  differingFile,
  faultIn,
  type FileDigest,
  parseCheckpoint,
  recordIn,
  type RunFile,
  type RunJob,
  setAside,
} from "@samebit/store";

/** Why these files are not the run that they claim to be, by file; undefined if they are. */
export function faultOf(
  files: readonly RunFile[],
  { identity, untilEpoch }: RunJob,
  kind: "finished" | "paused",
): string | undefined {
  const fault = faultIn(files, identity);
  if (fault !== undefined || kind === "paused") return fault;
  if (recordIn(files).ended !== undefined) return undefined;
  if (untilEpoch === undefined) return `${RUN_FILES.record} does not say how it ended`;
  const checkpoint = files.find(({ name }) => checkpointStep(name) !== undefined);
  if (checkpoint === undefined) return `it has no checkpoint of epoch ${untilEpoch}`;
  const { name, bytes } = checkpoint;
  try {
    const { evaluations, step } = parseCheckpoint(bytes, name).checkpoint.progress;
    if (evaluations > untilEpoch && name === checkpointFile(step)) return undefined;
    return `${name} is of epoch ${evaluations - 1}, step ${step}; wanted epoch ${untilEpoch}`;
  } catch (error) {
    // Its digest proves nothing here: a forger would have forged that too.
    return `${name}: ${error instanceof Error ? error.message : error}`;
  }
}

/**
 * Why a run that arrived twice does not have the same bytes, once the first has been moved aside;
 * undefined if it does.
 *
 * @param folder Where the first is.
 * @param by Who did the first.
 */
export async function differenceTo(
  folder: string,
  by: string | undefined,
  { worker, files }: { readonly worker: string; readonly files: readonly FileDigest[] },
): Promise<string | undefined> {
  const name = await differingFile(folder, files);
  if (name === undefined) return undefined;
  const place = await setAside(folder);
  return `${name} came twice with different bytes, from ${by} and by ${worker}; ` +
    `one of them computes wrongly; the first is kept in ${place}`;
}

/** The step of the checkpoint among files; -1 if there is none. */
export function stepOf(files: readonly { readonly name: string }[]): number {
  return Math.max(-1, ...files.map(({ name }) => checkpointStep(name) ?? -1));
}
