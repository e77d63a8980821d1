/**
 * Signatures with the keys that people already have: OpenSSH's `ssh-keygen` signs and checks, with
 * the keys and the `allowed_signers` file that git uses.
 *
 * Source: ssh-keygen(1), "-Y sign", "-Y verify", "ALLOWED SIGNERS".
 */
import { BadInput } from "@samebit/input";
import { NO_LOADER_VARIABLES } from "@samebit/sandbox";

/** The purpose of a signature, so that a signature for something else is never accepted. */
const NAMESPACE = "samebit-confirmation";

/**
 * Signs a file; the signature is written beside it as `<name>.sig`. It may ask for a passphrase.
 *
 * @param key The private key, or the public one if an agent has the private one.
 * @throws {BadInput} The key cannot sign.
 */
export async function signFile(path: string, key: string): Promise<void> {
  const { success, said } = await runKeygen(
    ["-Y", "sign", "-f", key, "-n", NAMESPACE, path],
    "inherit",
  );
  if (!success) throw new BadInput("--key", `${key} cannot sign: ${said}`);
}

/**
 * Why a signature does not prove that a text is the signer's; undefined if it does.
 *
 * @param signers The `allowed_signers` file.
 * @param by The name of the signer in it.
 */
export async function faultOfSignature(
  text: string,
  { signature, signers, by }: {
    readonly signature: string;
    readonly signers: string;
    readonly by: string;
  },
): Promise<string | undefined> {
  const args = ["-Y", "verify", "-f", signers, "-I", by, "-n", NAMESPACE, "-s", signature];
  const { success, said } = await runKeygen(args, text);
  if (success) return undefined;
  if (said.includes("key has expired")) return `the key of ${by} has expired`;
  if (said.includes("not yet valid")) return `the key of ${by} is not valid yet`;
  if (said.includes("incorrect signature")) return "it was changed after it was signed";
  if (said.includes("namespace")) return "its signature is for something else";
  if (said.includes("No principal matched") || said === "Could not verify signature.") {
    return `its key is not one of ${by} in ${signers}`;
  }
  return `its signature cannot be checked: ${said}`;
}

async function runKeygen(
  args: readonly string[],
  input: string,
): Promise<{ readonly success: boolean; readonly said: string }> {
  try {
    const process = new Deno.Command("ssh-keygen", {
      args: [...args],
      env: NO_LOADER_VARIABLES,
      stdin: input === "inherit" ? "inherit" : "piped",
      stdout: "piped",
      stderr: "piped",
    }).spawn();
    if (input !== "inherit") {
      const writer = process.stdin.getWriter();
      await writer.write(new TextEncoder().encode(input));
      await writer.close();
    }
    const { success, stdout, stderr } = await process.output();
    const said = [stderr, stdout].map((bytes) => new TextDecoder().decode(bytes).trim());
    return { success, said: said.filter((text) => text !== "").join("; ").replaceAll("\n", "; ") };
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new BadInput(
      "ssh-keygen",
      "is not installed; install OpenSSH to sign and to check signatures",
    );
  }
}
