/**
 * The source in an archive: the commit that this checkout stands at, and under which names it is
 * found again.
 */
import { BadInput } from "@samebit/input";
import { createGit } from "./git.ts";
import { filesOfTar, swhidOf } from "./swhid.ts";

/** The source of a result. */
export interface Source {
  /** The commit. */
  readonly commit: string;
  /** When it was made, as ISO 8601 has it. */
  readonly time: string;
  /** Its files as a tar archive. */
  readonly tar: Uint8Array;
  /** The name of its files, `swh:1:dir:` and 40 digits. */
  readonly swhid: string;
  /** `deno.lock` of the commit: the packages that the source needs. */
  readonly lockfile: Uint8Array;
  /** How the checkout differed from the commit; absent where it did not. */
  readonly patch?: string;
}

/** Files that are named in a message at most. */
const MOST_NAMED = 5;

/**
 * Reads the source of the checkout in a folder.
 *
 * @param allowDirty Whether files may differ from the commit: the difference is then part of it.
 * @throws {BadInput} They differ and may not, or the folder is no checkout.
 */
export async function readSource(folder: string, allowDirty: boolean): Promise<Source> {
  const git = createGit(folder);
  const changed = await git.changed();
  if (changed.length > 0 && !allowDirty) {
    const more = changed.length > MOST_NAMED ? ` and ${changed.length - MOST_NAMED} more` : "";
    throw new BadInput(
      "this checkout",
      `is not as it was committed: ${changed.slice(0, MOST_NAMED).join(", ")}${more}; ` +
        "commit the changes, or give --allow-dirty to record them in the archive",
    );
  }
  const tar = await git.archive();
  const files = await filesOfTar(tar);
  const lockfile = files.find(({ path }) => path === "deno.lock")?.bytes;
  if (lockfile === undefined) throw new BadInput("this checkout", "has no deno.lock in its commit");
  return {
    commit: await git.commit(),
    time: await git.commitTime(),
    tar,
    swhid: swhidOf(files),
    lockfile,
    ...(changed.length > 0 && { patch: await git.patch() }),
  };
}
