/**
 * What all generators (`tools/generate_*.ts`) share: they make the full content of committed files
 * from their sources. Without a flag they write them; with `--check` they write nothing and fail if
 * a committed file differs or is missing.
 */
import { fileURLToPath } from "node:url";
import { sameBytes } from "@samebit/store";

/** Content by path relative to the root of the repository. */
export type GeneratedFiles = ReadonlyMap<string, Uint8Array>;

/** Encodes text as the content of a generated file. */
export function textContent(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** Writes the files below `root`, making folders as needed; returns a line for each. */
export async function writeGenerated(root: string, files: GeneratedFiles): Promise<string[]> {
  const lines: string[] = [];
  for (const [path, content] of files) {
    await Deno.mkdir(`${root}/${path}`.replace(/\/[^/]*$/, ""), { recursive: true });
    await Deno.writeFile(`${root}/${path}`, content);
    lines.push(`${path}: ${content.length} bytes`);
  }
  return lines;
}

/** Returns a line for each file below `root` that is not what its generator makes. */
export async function checkGenerated(root: string, files: GeneratedFiles): Promise<string[]> {
  const problems: string[] = [];
  for (const [path, content] of files) {
    const committed = await readIfThere(`${root}/${path}`);
    if (committed === undefined) problems.push(`${path} is missing`);
    else if (!sameBytes(committed, content)) {
      problems.push(`${path} is not what its generator makes`);
    }
  }
  return problems;
}

/** The main program of a generator: writes, or checks when `--check` is given. */
export async function runGenerator(
  tool: string,
  generate: (root: string) => Promise<GeneratedFiles>,
): Promise<void> {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const files = await generate(root);
  if (!Deno.args.includes("--check")) {
    for (const line of await writeGenerated(root, files)) console.log(line);
    return;
  }
  const problems = await checkGenerated(root, files);
  for (const problem of problems) console.error(`${problem}; run deno run -A ${tool}`);
  Deno.exitCode = problems.length > 0 ? 1 : 0;
}

async function readIfThere(path: string): Promise<Uint8Array | undefined> {
  try {
    return await Deno.readFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw error;
  }
}
