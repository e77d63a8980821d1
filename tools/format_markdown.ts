/**
 * The form of generated Markdown.
 */

/** A Markdown text as `deno fmt` writes it, so that a generated file passes the gate. */
export async function formatMarkdown(text: string): Promise<string> {
  const args = ["fmt", "--ext", "md", "--line-width", "100", "-"];
  const child = new Deno.Command(Deno.execPath(), { args, stdin: "piped", stdout: "piped" })
    .spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(text));
  await writer.close();
  const { code, stdout } = await child.output();
  if (code !== 0) throw new Error("Cannot format Markdown: deno fmt failed");
  return new TextDecoder().decode(stdout);
}
