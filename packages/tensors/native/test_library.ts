/**
 * The compiled kernels, for tests. If there is no compiler, tests say so and are left out, unless
 * the environment variable SAMEBIT_REQUIRE_NATIVE is 1.
 */
import { buildNativeLibrary } from "./library.ts";
import { currentMachine } from "./machine.ts";

/** Whether there is a C compiler here. */
export async function hasCompiler(): Promise<boolean> {
  try {
    await new Deno.Command("cc", { args: ["--version"], stdout: "null", stderr: "null" }).output();
    return true;
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    // deno-lint-ignore samebit/no-env-in-packages -- whether a test may be left out is no number
    if (Deno.env.get("SAMEBIT_REQUIRE_NATIVE") === "1") {
      throw new Deno.errors.NotFound("Cannot test the native kernels: there is no C compiler cc");
    }
    console.log("tests of native kernels are left out: there is no C compiler cc");
    return false;
  }
}

/** Compiles the kernels into `folder` and returns the library's path, if there is a compiler. */
export async function compileForTests(folder: string): Promise<string | undefined> {
  if (!await hasCompiler()) return undefined;
  return (await buildNativeLibrary({ folder, machine: currentMachine() })).path;
}
