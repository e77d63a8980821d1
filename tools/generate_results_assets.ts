/**
 * Writes docs/results/assets: what the pages of docs/results share, as every report has it beside its
 * pages. The pages themselves need runs, and are made by tools/make_results.ts.
 *
 *     deno run -A tools/generate_results_assets.ts [--check]
 */
import { readAsset, SHARED_FILES } from "@samebit/pages";
import { type GeneratedFiles, runGenerator } from "./generated_files.ts";

/** Returns the scripts and styles, by their paths. */
export async function generateResultsAssets(): Promise<GeneratedFiles> {
  const files = new Map<string, Uint8Array>();
  for (const name of SHARED_FILES) {
    files.set(`docs/results/assets/${name}`, (await readAsset(name))!);
  }
  return files;
}

if (import.meta.main) {
  await runGenerator("tools/generate_results_assets.ts", generateResultsAssets);
}
