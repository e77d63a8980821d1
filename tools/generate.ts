/**
 * Runs every generator (`tools/generate_*.ts`) in turn: without a flag they write their files, with
 * `--check` they say which committed files differ. The status is that of the worst.
 *
 *     deno run -A tools/generate.ts [--check]
 */

/** Returns the names of the generators among the names of files, sorted. */
export function listGenerators(names: readonly string[]): string[] {
  return names.filter((name) => /^generate_\w+\.ts$/.test(name) && !name.endsWith("_test.ts"))
    .sort();
}

if (import.meta.main) {
  const names = await Array.fromAsync(
    Deno.readDir(new URL(".", import.meta.url)),
    ({ name }) => name,
  );
  for (const name of listGenerators(names)) {
    const args = ["run", "-A", `tools/${name}`, ...Deno.args];
    const cwd = new URL("..", import.meta.url);
    const { code } = await new Deno.Command(Deno.execPath(), { args, cwd }).spawn().status;
    if (code > Deno.exitCode) Deno.exitCode = code;
  }
}
