/**
 * Where the store begins. The folder that the user names may be anywhere and be reached through
 * links: these are resolved here, once, and none is followed afterwards.
 */
import { basename, dirname, join, resolve } from "node:path";
import { EXPERIMENT_FILES } from "@samebit/runlog";
import { entryAt, upwards } from "./entries.ts";

/**
 * A named folder, with the links on the way to it resolved. A path without links stays as it is.
 *
 * @param path The folder, which need not exist.
 */
export function rootOf(path: string): string {
  for (const place of upwards(path)) {
    if (!isLink(place)) continue;
    const rest: string[] = [];
    for (let here = path;; here = dirname(here)) {
      const real = realPathOf(here);
      if (real !== undefined) return join(real, ...rest);
      if (dirname(here) === here) return path;
      rest.unshift(basename(here));
    }
  }
  return path;
}

/**
 * The folder of a run that the user names by its path. If it is in an experiment's folder, the last
 * three names belong to the store, and no link among them is followed.
 *
 * @throws {BadInput} One of these names is a link.
 */
export function rootOfRun(path: string): string {
  const whole = resolve(path);
  const names = [dirname(dirname(whole)), dirname(whole), whole].map((each) => basename(each));
  const out = dirname(dirname(dirname(whole)));
  if (names[1] !== EXPERIMENT_FILES.runs) return rootOf(path);
  const root = rootOf(out);
  const place = root === out ? path : join(root, ...names);
  entryAt(place);
  return place;
}

function isLink(place: string): boolean {
  try {
    return Deno.lstatSync(place).isSymlink;
  } catch {
    // An error here is reported when the folder is used.
    return false;
  }
}

function realPathOf(place: string): string | undefined {
  try {
    return Deno.realPathSync(place);
  } catch {
    // It does not exist yet, or a link leads nowhere: then the folder above it decides.
    return undefined;
  }
}
