/**
 * Whether the programs of engines are installed here. Not for anything but tests.
 */
import { join } from "node:path";

/** Whether a test that wants them fails where they are not; `.ci/run` says so. */
const isRequired = Deno.env.get("SAMEBIT_REQUIRE_ENGINES") === "1";

/**
 * Whether a test is left to `.ci/run`, which says `SAMEBIT_ENGINES=all`, since it takes long;
 * says so.
 */
export function isLong(what: string): boolean {
  if (Deno.env.get("SAMEBIT_ENGINES") === "all") return false;
  console.log(`${what}: left out, it takes long; SAMEBIT_ENGINES=all has it done`);
  return true;
}

/**
 * Whether to pass over a test since a program is not installed; says so.
 *
 * @param what The test.
 * @param programs What it starts.
 */
export function isLeftOut(what: string, ...programs: readonly string[]): boolean {
  const missing = programs.filter((program) => !isInstalled(program));
  if (missing.length === 0 || isRequired) return false;
  console.log(`${what}: left out, ${missing.join(", ")} not installed`);
  return true;
}

function isInstalled(program: string): boolean {
  if (Deno.build.os !== "linux") return false;
  // Where root's programs are, which not every user has in the path.
  const folders = [...Deno.env.get("PATH")!.split(":"), "/usr/sbin", "/sbin"];
  return folders.some((folder) => {
    try {
      return Deno.statSync(join(folder, program)).isFile;
    } catch (error) {
      if (error instanceof Deno.errors.NotFound) return false;
      throw error;
    }
  });
}
