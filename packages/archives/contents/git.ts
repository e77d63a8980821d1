/**
 * What git says of a checkout: its commit, its files as they were committed, what has been changed
 * since, and who has written a file. Nothing of it depends on how a user has set up git.
 */
import { BadInput } from "@samebit/input";
import { NO_LOADER_VARIABLES } from "@samebit/experiment";

/** Settings of a user that would change what git prints. */
const SETTINGS = [
  "-c",
  "core.quotePath=false",
  "-c",
  "tar.umask=0022",
  "-c",
  "log.showSignature=false",
];

/** The flags of a difference that is the same for everyone. */
const DIFF = ["diff", "--binary", "--full-index", "--no-color", "--no-ext-diff", "--no-textconv"];

/** Asks git about the checkout in a folder. */
export interface Git {
  /** The commit it stands at. */
  commit(): Promise<string>;
  /** The time of that commit, as ISO 8601 has it. */
  commitTime(): Promise<string>;
  /** The files of the commit as a tar archive. */
  archive(): Promise<Uint8Array<ArrayBuffer>>;
  /** The files that are not as they were committed, or not committed at all. */
  changed(): Promise<string[]>;
  /** How the files differ from the commit, as a patch that `git apply` takes. */
  patch(): Promise<string>;
  /** Who has changed a file, sorted; nobody where it is not in the commit. */
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
    throw new BadInput("git", "is not there; an archive holds the source as git has it");
  }
  if (output.success || output.code === good) return output.stdout;
  const [said] = new TextDecoder().decode(output.stderr).split("\n");
  throw new BadInput("git", `cannot tell the source of this checkout: ${said}`);
}
