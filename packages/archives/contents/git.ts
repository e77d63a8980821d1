/**
 * What git knows about a checkout: its commit, its files as committed, the changes since, and the
 * authors of a file. None of it depends on a user's git settings.
 */
import { BadInput } from "@samebit/input";
import { NO_LOADER_VARIABLES } from "@samebit/sandbox";

/** User settings that would change what git prints. */
const SETTINGS = [
  "-c",
  "core.quotePath=false",
  "-c",
  "tar.umask=0022",
  "-c",
  "log.showSignature=false",
];

/** Flags that make a diff the same for everyone. */
const DIFF = ["diff", "--binary", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv"];

/** Asks git about the checkout in a folder. */
export interface Git {
  /** The current commit. */
  commit(): Promise<string>;
  /** The time of that commit, in ISO 8601. */
  commitTime(): Promise<string>;
  /** The files of the commit as a tar archive. */
  archive(): Promise<Uint8Array<ArrayBuffer>>;
  /** The files that differ from the commit or are not in it. */
  changed(): Promise<string[]>;
  /** How the files differ from the commit, as a patch for `git apply`. */
  patch(): Promise<string>;
  /** Who has changed a file, sorted; empty if it is not in the commit. */
  authors(path: string): Promise<string[]>;
}

/** Git in a folder. */
export function createGit(folder: string): Git {
  const text = async (...args: string[]) =>
    new TextDecoder().decode(await runGit(folder, args)).trimEnd();
  return {
    commit: () => text("rev-parse", "HEAD"),
    commitTime: () => text("log", "-1", "--format=%cI"),
    archive: () => runGit(folder, ["archive", "--format=tar", "HEAD"]),
    async changed() {
      const lines = await text(
        "status",
        "--porcelain",
        "-z",
        "--untracked-files=all",
        "--no-renames",
      );
      return lines.split("\0").map((line) => line.slice(3)).filter((name) => name !== "").sort();
    },
    async patch() {
      const tracked = await runGit(folder, [...DIFF, "HEAD"]);
      const names = (await text("ls-files", "--others", "--exclude-standard", "-z")).split("\0");
      const others: Uint8Array[] = [];
      for (const name of names.filter((name) => name !== "").sort()) {
        const args = [...DIFF, "--no-index", "--", "/dev/null", name];
        others.push(await runGit(folder, args, 1));
      }
      return [tracked, ...others].map((bytes) => new TextDecoder().decode(bytes)).join("");
    },
    async authors(path) {
      const names = await text("log", "--format=%aN", "--", path);
      return [...new Set(names.split("\n"))].filter((name) => name !== "").sort();
    },
  };
}

async function runGit(
  cwd: string,
  args: readonly string[],
  good = 0,
): Promise<Uint8Array<ArrayBuffer>> {
  let output: Deno.CommandOutput;
  try {
    output = await new Deno.Command("git", {
      args: [...SETTINGS, ...args],
      cwd,
      env: NO_LOADER_VARIABLES,
    }).output();
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BadInput("git", "is not installed; an archive takes the source from git");
  }
  if (output.success || output.code === good) return output.stdout;
  const [said] = new TextDecoder().decode(output.stderr).split("\n");
  throw new BadInput("git", `cannot read the source of this checkout: ${said}`);
}
