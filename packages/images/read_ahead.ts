/**
 * The bytes of many small files, one after another, several read at a time: requesting each alone
 * would take longer than reading them.
 *
 * @module
 */
import { join } from "node:path";
import { LIMITS, readGiven } from "@samebit/store";
import type { ImageFile } from "./image_files.ts";

/** How many are read at once. */
const AT_ONCE = 32;

/** A file of an image, read. */
export interface ReadFile {
  /** Its path. */
  readonly path: string;
  /** What it holds. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Reads the files of images in a folder, in their order. */
export async function* readAhead(
  folder: string,
  files: readonly ImageFile[],
): AsyncGenerator<ReadFile, undefined> {
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const some = files.slice(start, start + AT_ONCE).map(async ({ path }) => {
      const whole = join(folder, path);
      return { path: whole, bytes: await readGiven(whole, LIMITS.image) };
    });
    yield* await Promise.all(some);
  }
}
