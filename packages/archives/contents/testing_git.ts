/** Git in tests: whether this machine has it, as Windows under Wine has not, and what it says. */
import { assertEquals } from "@std/assert";

/** For tests that are left out where there is no git. */
export const hasNoGit: boolean = !await isThere();

async function isThere(): Promise<boolean> {
  try {
    return (await new Deno.Command("git", { args: ["--version"] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** What git prints in a folder, where it must not fail; it commits as somebody. */
export async function runGit(folder: string, ...args: string[]): Promise<string> {
  const name = ["-c", "user.name=a", "-c", "user.email=a@b.c"];
  const process = new Deno.Command("git", { args: [...name, ...args], cwd: folder });
  const { code, stdout, stderr } = await process.output();
  assertEquals([code, new TextDecoder().decode(stderr)], [0, ""], args.join(" "));
  return new TextDecoder().decode(stdout).trim();
}
