/** Formatting of generated text as `deno fmt` wants files of its kind. */

/** The text of a file with this ending, formatted. */
export async function formatText(text: string, ending: string): Promise<string> {
  const args = ["fmt", "--ext", ending, "--line-width", "100", "-"];
  const child = new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped" })
    .spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { code, stdout } = await child.output();
  if (code !== 0) throw new Error(`Cannot format generated text as ${ending}`);
  return new TextDecoder().decode(stdout);
}
