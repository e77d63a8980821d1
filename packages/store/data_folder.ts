/**
 * The data directory as a source of data sets: files are read from disk, and hashes are computed by
 * native code, which is ten times as fast as the portable one. Not for embedded data.
 *
 * @module
 */
import { join } from "node:path";
import type { DataSource } from "@samebit/splits";
import { LIMITS } from "./limits.ts";
import { readGiven } from "./read.ts";
import { sha256OfParts } from "./sha256/mod.ts";

/**
 * A source of the files below a folder.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
 * import { createDataFolder } from "@samebit/store";
 * import { assertEquals } from "@std/assert";
 *
 * const config = { kind: "digits", ...DATASET_DEFAULTS.digits } as const;
 * const digits = await loadDataset(config, createDataFolder("data"));
 * assertEquals(digits.test.count, 300);
 * ```
 */
export function createDataFolder(folder: string): DataSource {
  return {
    readFile: (path) => readGiven(join(folder, path), LIMITS.data),
    sha256: sha256OfParts,
  };
}
