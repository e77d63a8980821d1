/**
 * The source in an archive: the commit that is checked out, and the identifiers by which it can be
 * found.
 */
import { BadInput } from "@samebit/input";
import { createGit } from "./git.ts";
import { filesOfTar, swhidOf } from "./swhid.ts";

/** The source of a result. */
export interface Source {
  /** The commit. */
  readonly commit: string;
  /** When it was made, in ISO 8601. */
  readonly time: string;
  /** Its files as a tar archive. */
  readonly tar: Uint8Array;
  /** The identifier of its files, `swh:1:dir:` and 40 hexadecimal digits. */
  readonly swhid: string;
  /** `deno.lock` of the commit: the packages that the source needs. */
  readonly lockfile: Uint8Array;
  /** How the checkout differed from the commit; absent if it did not. */
  readonly patch?: string;
}

/** How many files a message names at most. */
const MOST_NAMED = 5;

/**
 * Reads the source of the checkout in a folder.
 *
 * @param allowDirty Whether files may differ from the commit; the difference is then included.
 * @throws {BadInput} They differ and may not, or the folder is not a checkout.
 */
export async function readSource(folder: string, allowDirty: boolean): Promise<Source> {
  const git = createGit(folder);
  const changed = await git.changed();
  if (changed.length > 0 && !allowDirty) {
    const more = changed.length > MOST_NAMED ? ` and ${changed.length - MOST_NAMED} more` : "";
    throw new BadInput(
      "this checkout",
      `differs from its commit: ${changed.slice(0, MOST_NAMED).join(", ")}${more}; ` +
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
