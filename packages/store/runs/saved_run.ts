/**
 * A recorded run, read back: its record, checked, and its weights. Not for resuming an interrupted
 * run: that is what checkpoints are for.
 *
 * @module
 */
import { basename, join } from "node:path";
import { parseSafetensors, RUN_FILES, type RunRecord } from "@samebit/runlog";
import { CONTRACT, identityOf, type Plan, readPlan, type WeightTensor } from "@samebit/solver";
import { readRunRecord } from "./run_state.ts";
import { BadInput } from "@samebit/input";
import { readBytes } from "../read.ts";
import { requireDigest } from "../digests.ts";
import { usingFolder } from "../faults.ts";

/** A run as its folder describes it. */
export interface SavedRun {
  /** Its folder. */
  readonly folder: string;
  /** The content of `run.json`. */
  readonly record: RunRecord;
  /** The plan in it. */
  readonly plan: Plan;
}

/**
 * Reads the record of a run, complete or not.
 *
 * @throws {BadInput} There is none; it is damaged, or was changed so that it no longer fits its
 *   identity; or it was recorded under another contract.
 */
export async function readSavedRun(folder: string): Promise<SavedRun> {
  const record = await recordOf(folder);
  if (record.contract !== CONTRACT) {
    throw new BadInput(
      folder,
      `was recorded under contract ${record.contract}, this is ${CONTRACT}; ` +
        "use the version of Samebit that recorded it",
    );
  }
  const plan = readPlan(record.plan);
  if (identityOf(plan, record.dataHash) !== record.identity) {
    throw new BadInput(
      join(folder, RUN_FILES.record),
      "was changed: its plan and data do not match its identity; run it again",
    );
  }
  return { folder, record, plan };
}

async function recordOf(folder: string): Promise<RunRecord> {
  try {
    const record = await readRunRecord(folder);
    if (record !== undefined) return record;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(join(folder, RUN_FILES.record), `is damaged: ${cause.message}`, { cause });
  }
  throw new BadInput(folder, `is not the folder of a run: there is no ${RUN_FILES.record}`);
}

/** Which weights of a run: those of its best evaluation, or those after its last update. */
export type WeightsChoice = "best" | "final";

/**
 * Reads the weights of a complete run.
 *
 * @throws {BadInput} The run is incomplete, or the file is missing or damaged.
 */
export async function readSavedWeights(
  { folder, record }: SavedRun,
  choice: WeightsChoice,
): Promise<WeightTensor[]> {
  if (record.ended === undefined) {
    throw new BadInput(
      folder,
      "is incomplete, so there are no weights; run the command that started it again",
    );
  }
  const path = join(folder, choice === "best" ? RUN_FILES.bestWeights : RUN_FILES.finalWeights);
  try {
    const bytes = await usingFolder(path, () => readBytes(path));
    if (bytes === undefined) throw new BadInput(path, "is missing; run it again");
    const weights = parseWeights(bytes, path);
    await requireDigest(folder, basename(path), bytes);
    return weights;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(path, `is damaged: ${cause.message}; run it again`, { cause });
  }
}

/**
 * The weights in the bytes of a safetensors file.
 *
 * @param source The file's name, for messages.
 * @throws {SyntaxError} It is not a safetensors file, or holds other values than floats.
 */
export function parseWeights(bytes: Uint8Array, source: string): WeightTensor[] {
  return parseSafetensors(bytes, source).arrays.map(({ name, shape, values }) => {
    if (values instanceof Float32Array || values instanceof Float64Array) {
      return { name, shape, data: values };
    }
    throw new SyntaxError(`Cannot read ${source}: ${name.slice(0, 80)} holds no floats`);
  });
}
