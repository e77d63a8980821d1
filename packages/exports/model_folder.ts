/**
 * A model as a folder of two files, `model.json` and the weights: all that `evaluate` needs.
 *
 * @module
 */
import { join } from "node:path";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { BadInput } from "@samebit/input";
import { formatSafetensors } from "@samebit/runlog";
import {
  exists,
  LIMITS,
  makeNewFolder,
  parseWeights,
  readBytes,
  readText,
  replaceFile,
  rootOf,
} from "@samebit/store";
import type { Model } from "./model.ts";
import { formatModel, parseModel } from "./model_text.ts";

/** The files of a model's folder. */
export const MODEL_FILES = {
  model: "model.json",
  weights: "weights.safetensors",
} as const;

/** Whether a path is a model's folder. */
export async function isModelFolder(path: string): Promise<boolean> {
  return await exists(join(path, MODEL_FILES.model));
}

/**
 * Writes the folder of a model.
 *
 * @throws {BadInput} It already exists.
 */
export async function writeModel(folder: string, model: Model): Promise<void> {
  const place = rootOf(folder);
  if (!makeNewFolder(place)) {
    throw new BadInput(folder, "already exists; name another folder");
  }
  const arrays = model.weights.map(({ name, shape, data }) => ({ name, shape, values: data }));
  const metadata = { run: model.record.identity, weights: model.choice };
  const bytes = formatSafetensors({ arrays, metadata });
  await replaceFile(join(place, MODEL_FILES.weights), bytes);
  const text = formatModel({ ...model, sha256: bytesToHex(sha256(bytes)) });
  await replaceFile(join(place, MODEL_FILES.model), text);
}

/**
 * Reads the folder of a model.
 *
 * @throws {BadInput} A file is missing or damaged, or the two do not belong together.
 */
export async function readModel(folder: string): Promise<Model> {
  const place = rootOf(folder);
  const path = join(place, MODEL_FILES.model);
  const text = await readText(path, LIMITS.record);
  if (text === undefined) throw new BadInput(folder, `has no ${MODEL_FILES.model}`);
  const { sha256: wanted, ...described } = parseModel(text, path);
  return { ...described, weights: await readWeights(join(place, MODEL_FILES.weights), wanted) };
}

async function readWeights(path: string, wanted: string): Promise<Model["weights"]> {
  const bytes = await readBytes(path);
  if (bytes === undefined) throw new BadInput(path, `is missing beside ${MODEL_FILES.model}`);
  const found = bytesToHex(sha256(bytes));
  if (found !== wanted) {
    throw new BadInput(
      path,
      `does not contain the weights that ${MODEL_FILES.model} names: ${
        found.slice(0, 8)
      }; wanted ` +
        `${wanted.slice(0, 8)}; copy the folder again`,
    );
  }
  try {
    return parseWeights(bytes, path);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(path, `is damaged: ${cause.message}`, { cause });
  }
}
