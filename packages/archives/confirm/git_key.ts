/**
 * The key that a user signs commits with, according to git's settings, so that a confirmation needs
 * no other key.
 *
 * Source: git-config(1), "gpg.format", "user.signingKey".
 */
import { NO_LOADER_VARIABLES } from "@samebit/sandbox";

/**
 * The file of the SSH key that git signs with in the current folder; undefined if git is not
 * installed, signs by other means, or has the key itself in its settings instead of a file.
 */
export async function signingKeyOfGit(): Promise<string | undefined> {
  if (await settingOf("gpg.format") !== "ssh") return undefined;
  const key = await settingOf("user.signingKey", "--type=path");
  const isFile = key !== undefined && !/^(key::|ssh-|ecdsa-|sk-)/.test(key);
  return isFile ? key : undefined;
}

async function settingOf(name: string, ...flags: readonly string[]): Promise<string | undefined> {
  try {
    const { success, stdout } = await new Deno.Command("git", {
      args: ["config", ...flags, "--get", name],
      env: NO_LOADER_VARIABLES,
      stderr: "null",
    }).output();
    const value = new TextDecoder().decode(stdout).trim();
    return success && value !== "" ? value : undefined;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
