/**
 * Writes packages/pages/assets/charts.js and rerun.js: the programs of packages/browser, which draw
 * charts and train, as classic scripts.
 *
 *     deno run -A tools/generate_page_bundle.ts [--check]
 */
import { bundleScript } from "./bundle_script.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";

const PROGRAMS = [
  { asset: "charts.js", entry: "packages/browser/main.ts", does: "Draws the charts of a page" },
  { asset: "rerun.js", entry: "packages/browser/training/main.ts", does: "Trains on a page" },
];

/** Returns the scripts, made from the sources below `root`. */
export async function generatePageBundle(root: string): Promise<GeneratedFiles> {
  const files = new Map<string, Uint8Array>();
  for (const { asset, entry, does } of PROGRAMS) {
    const header = `/* ${does}. Made by tools/generate_page_bundle.ts from ${entry}. */\n`;
    const text = header + await bundleScript(`${root}/${entry}`);
    files.set(`packages/pages/assets/${asset}`, textContent(text));
  }
  return files;
}

if (import.meta.main) {
  await runGenerator("tools/generate_page_bundle.ts", generatePageBundle);
}
