/**
 * Makes docs/results: pages of the repository's own experiments, to be opened without running
 * anything. They are made from runs on this machine; missing runs are done first.
 *
 *     deno task results [--out DIR] --data-dir DIR
 *     deno task results [--out DIR] [--data-dir DIR] --check
 *
 * `--out` is the folder of the runs; without it they are kept in a folder that is deleted
 * afterwards. `--data-dir` holds the tables, as for `deno task experiment`; without it only the
 * pages on the digits are checked. A check compares all of a page but its section of one machine,
 * and the records of its runs. The scripts and styles beside the pages are written and checked by
 * tools/generate_results_assets.ts.
 */
import { parseArgs } from "@std/cli/parse-args";
import { fileURLToPath } from "node:url";
import { lockState } from "@samebit/locks";
import { offerReruns, portablePart, readRerun, renderIndex, renderReport } from "@samebit/report";
import { sameBytes } from "@samebit/store";
import { type GeneratedFiles, textContent, writeGenerated } from "./generated_files.ts";
import { generateResultsAssets } from "./generate_results_assets.ts";

/** Experiments on the digits, which come with the code. */
const ON_DIGITS: readonly string[] = ["good-model", "initialization-scale", "update-rules"];

/** Experiments on tables. */
const ON_TABLES: readonly string[] = ["breast-cancer", "diabetes-columns", "penguins"];

const FOLDER = "docs/results";
const ROOT = fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "");

/** Every page of docs/results, and the records of its runs, by path, from the runs in `out`, which must be complete. */
export async function resultsOf(out: string, slugs: readonly string[]): Promise<GeneratedFiles> {
  const files = new Map<string, Uint8Array>();
  const put = (path: string, content: string | Uint8Array) =>
    files.set(`${FOLDER}/${path}`, typeof content === "string" ? textContent(content) : content);
  for (const slug of slugs) {
    const folder = `${out}/${slug}`;
    const html = await renderReport(out, slug, {
      lock: await lockState(`${ROOT}/experiments`, slug),
      bare: true,
      offer: async (variants) => {
        const offered = await offerReruns(folder, variants);
        for (const { name, script } of offered) {
          put(`${slug}/${script}`, (await readRerun(folder, `${name}.js`))!);
        }
        return offered;
      },
    });
    put(`${slug}/index.html`, html);
  }
  put("index.html", await renderIndex(out, slugs));
  return files;
}

/** The same, reduced to what is the same everywhere. */
function portable(files: GeneratedFiles): GeneratedFiles {
  return new Map([...files].map(([path, content]) => [
    path,
    path.endsWith(".html") ? textContent(portablePart(new TextDecoder().decode(content))) : content,
  ]));
}

/** The files in docs/results, by their paths. */
async function committed(folder = FOLDER): Promise<GeneratedFiles> {
  const files = new Map<string, Uint8Array>();
  for await (const { name, isDirectory } of Deno.readDir(`${ROOT}/${folder}`)) {
    const path = `${folder}/${name}`;
    if (isDirectory) {
      for (const [inner, bytes] of await committed(path)) files.set(inner, bytes);
    } else files.set(path, await Deno.readFile(`${ROOT}/${path}`));
  }
  return files;
}

async function executeRuns(
  out: string,
  slugs: readonly string[],
  data: readonly string[],
): Promise<void> {
  const experiments = slugs.map((slug) => `experiments/${slug}.ts`);
  const args = ["run", "-A", "--quiet", "packages/cli/main.ts", "experiment", ...experiments];
  const command = new Deno.Command(Deno.execPath(), {
    args: [...args, "--out", out, ...data],
    cwd: ROOT,
  });
  const { code } = await command.spawn().status;
  if (code !== 0) throw new Error(`Cannot make the runs of ${FOLDER}: see above`);
}

/** A line for each committed file that is not what the experiments give. */
async function problemsOf(files: GeneratedFiles, slugs: readonly string[]): Promise<string[]> {
  const isChecked = (path: string) => slugs.some((slug) => path.startsWith(`${FOLDER}/${slug}/`));
  const wanted = portable(files);
  const found = portable(await committed());
  return [
    ...[...wanted].filter(([path, content]) =>
      isChecked(path) && !sameBytes(found.get(path), content)
    ).map(([path]) => `${path} is not what its experiment gives`),
    ...[...found.keys()].filter((path) => isChecked(path) && !wanted.has(path))
      .map((path) => `${path} is left over`),
  ];
}

async function main(): Promise<void> {
  const { check, out, "data-dir": data } = parseArgs(Deno.args, {
    boolean: ["check"],
    string: ["out", "data-dir"],
  });
  if (!check && data === undefined) throw new Error("Give --data-dir, where the tables are");
  const slugs = [...ON_DIGITS, ...(data === undefined ? [] : ON_TABLES)].sort();
  const folder = out ?? await Deno.makeTempDir();
  try {
    await executeRuns(folder, slugs, data === undefined ? [] : ["--data-dir", data]);
    const files = await resultsOf(folder, slugs);
    if (check) {
      const problems = await problemsOf(files, slugs);
      for (const problem of problems) console.error(`${problem}; run deno task results`);
      Deno.exitCode = problems.length > 0 ? 1 : 0;
      return;
    }
    await Deno.remove(`${ROOT}/${FOLDER}`, { recursive: true }).catch(() => {});
    await writeGenerated(ROOT, files);
    await writeGenerated(ROOT, await generateResultsAssets());
    const bytes = [...files.values()].reduce((sum, content) => sum + content.length, 0);
    console.log(`${FOLDER}: ${files.size} files, ${(bytes / 1e6).toFixed(1)} MB`);
  } finally {
    if (out === undefined) await Deno.remove(folder, { recursive: true });
  }
}

if (import.meta.main) await main();
