/**
 * How a path is named in the rights of a Deno process, such as `--allow-read=PATHS`, and what else
 * stands between a program with few rights and its work.
 *
 * @module
 */
import { basename, dirname, join, resolve } from "node:path";
import { BadInput } from "@samebit/input";

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

/**
 * Variables of the dynamic loader, emptied for processes that are started: where one of them is set,
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
 * What of the loader's variables a process that is started has set otherwise than this one: who may
 * run everything hands them on, from the others Deno keeps them.
 */
export function loaderVariables(): Readonly<Record<string, string>> {
  const { state } = Deno.permissions.querySync({ name: "run" });
  return state === "granted" ? {} : NO_LOADER_VARIABLES;
}

/** What Deno keeps from every program that has not all rights, whatever it may read and write. */
const KEPT = ["/dev", "/proc", "/sys"];

/**
 * Makes sure that no path leads to where Deno lets nothing be read or written by a program that does
 * not have all rights, such as shared memory, `/dev/shm`: commands never have them, since an
 * experiment is code of somebody's.
 *
 * @param place What named the path, for the message: a flag, or the file itself.
 * @throws {BadInput} It does; the message says where it leads.
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

/** Where a path leads, as far as there is anything. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await Deno.realPath(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(await realPathOf(parent), basename(path));
  }
}
