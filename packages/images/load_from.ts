/**
 * Loads a data set from the data directory; a data set of images is packed first.
 *
 * @module
 */
import { type DatasetConfig, loadDataset } from "@samebit/datasets";
import type { Dataset } from "@samebit/splits";
import { createDataFolder } from "@samebit/store";
import { packImages } from "./pack.ts";

/**
 * Loads a data set. Code that only reads packed images, such as workers, uses `loadDataset` and
 * needs no decoder and no right to write.
 *
 * @throws {Error} Files are missing, damaged, or do not fit the configuration.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS } from "@samebit/datasets";
 * import { loadFrom } from "@samebit/images";
 * import { assertEquals } from "@std/assert";
 *
 * const digits = await loadFrom("data", { kind: "digits", ...DATASET_DEFAULTS.digits });
 * assertEquals(digits.test.count, 300);
 * ```
 */
export async function loadFrom(dataDir: string, config: DatasetConfig): Promise<Dataset> {
  if (config.kind === "images") await packOrRefuse(config, dataDir);
  return await loadDataset(config, createDataFolder(dataDir));
}

async function packOrRefuse(
  config: Extract<DatasetConfig, { kind: "images" }>,
  dataDir: string,
): Promise<void> {
  try {
    await packImages(config, dataDir);
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) {
      const problem = `Cannot read the images of ${
        JSON.stringify(config.folder)
      }: ${cause.message}`;
      throw new Error(`${problem}; name the folder of the data files with --data-dir FOLDER`, {
        cause,
      });
    }
    if (!(cause instanceof Deno.errors.NotCapable)) throw cause;
    throw new Error(
      `Cannot pack the images of ${JSON.stringify(config.folder)}: this command may not write; ` +
        "deno task experiment packs them",
      { cause },
    );
  }
}
