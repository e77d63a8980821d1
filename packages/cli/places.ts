/**
 * Where things are unless a flag says otherwise, seen from the root of the repository, where every
 * task is run.
 *
 * @module
 */
import { exists } from "./exists.ts";
import type { Flag, Given } from "./flags.ts";

/** Where experiment files stand. */
export const EXPERIMENTS = "experiments";

/** The experiment that is run when none is named. */
export const DEFAULT_EXPERIMENT = `${EXPERIMENTS}/update-rules.ts`;

/** Where runs and pages go. */
export const OUT: Flag = {
  value: "DIR",
  about: "the folder of runs and pages",
  otherwise: "reports",
};

/** Where the files of data sets lie. */
export const DATA_DIR: Flag = {
  value: "DIR",
  about: "the folder of data files",
  otherwise: "data",
};

/** The output folder that was given, or `reports`. */
export function outOf(given: Given): string {
  return given.values["out"] ?? "reports";
}

/** The data folder that was given, or `data`. */
export function dataDirOf(given: Given): string {
  return given.values["data-dir"] ?? "data";
}

/** The file an operand names: a path, or the slug of a file in `experiments/`. */
export async function experimentFile(operand: string): Promise<string> {
  const bySlug = `${EXPERIMENTS}/${operand}.ts`;
  const isSlug = !operand.endsWith(".ts") && !operand.includes("/");
  return isSlug && await exists(bySlug) ? bySlug : operand;
}
