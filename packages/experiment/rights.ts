/**
 * How a path is named in the rights of a Deno process, such as `--allow-read=PATHS`.
 *
 * @module
 */
import { resolve } from "node:path";
import { BadInput } from "./bad_input.ts";

/**
 * A list of paths as a right takes it.
 *
 * @throws {BadInput} A path has a comma in it, which a right would take for two paths.
 */
export function pathsOfRight(paths: readonly string[]): string {
  for (const path of paths) {
    if (!resolve(path).includes(",")) continue;
    throw new BadInput(path, "has a comma in its path, which no right can name; rename the folder");
  }
  return paths.map((path) => resolve(path)).join(",");
}
