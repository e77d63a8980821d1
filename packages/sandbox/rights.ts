/**
 * How a path is named in the rights of a Deno process, such as `--allow-read=PATHS`, and what else
 * prevents a program with few rights from working.
 *
 * @module
 */
import { basename, dirname, join, resolve } from "node:path";
import { BadInput } from "@samebit/input";

/**
 * A list of paths as a right takes it.
 *
 * @throws {BadInput} If a path has a comma in it, which a right would take for two paths.
 */
export function pathsOfRight(paths: readonly string[]): string {
  for (const path of paths) {
    if (!resolve(path).includes(",")) continue;
    throw new BadInput(path, "has a comma in its path, which no right can name; rename the folder");
  }
  return paths.map((path) => resolve(path)).join(",");
}

/**
 * Variables of the dynamic loader, emptied for processes that are started: if one of them is set,
 * as on clusters, Deno starts nothing for a program that may not run everything.
 */
export const NO_LOADER_VARIABLES: Readonly<Record<string, string>> = {
  LD_LIBRARY_PATH: "",
  LD_PRELOAD: "",
  LD_RUN_PATH: "",
  DYLD_LIBRARY_PATH: "",
  DYLD_FALLBACK_LIBRARY_PATH: "",
  DYLD_INSERT_LIBRARIES: "",
};

/**
 * How the loader's variables of a started process differ from those of this one: a program that may
 * run everything passes them on; from others Deno withholds them.
 */
export function loaderVariables(): Readonly<Record<string, string>> {
  const { state } = Deno.permissions.querySync({ name: "run" });
  return state === "granted" ? {} : NO_LOADER_VARIABLES;
}

/**
 * What Deno withholds from every program that does not have all rights, whatever it may read and
 * write.
 */
const KEPT = ["/dev", "/proc", "/sys"];

/**
 * Makes sure that no path leads to where Deno lets nothing be read or written by a program that
 * does not have all rights, such as shared memory, `/dev/shm`: commands never have all rights,
 * since an experiment is someone's code.
 *
 * @param place What named the path, for the message: a flag, or the file itself.
 * @throws {BadInput} If one does; the message says where it leads.
 */
export async function refuseKept(place: string, path: string): Promise<void> {
  if (Deno.build.os === "windows") return;
  const real = await realPathOf(resolve(path));
  const kept = KEPT.find((folder) => real === folder || real.startsWith(`${folder}/`));
  if (kept === undefined) return;
  throw new BadInput(
    place,
    `${real} is below ${kept}, where Deno lets no command read or write files; use a folder ` +
      "elsewhere, such as one in memory below /tmp or /run (mount -t tmpfs)",
  );
}

/** Where a path leads, as far as it exists. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}
