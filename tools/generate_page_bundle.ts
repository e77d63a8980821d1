/**
 * Writes packages/pages/assets/charts.js: packages/browser, the program of pages with charts, as one
 * classic script.
 *
 *     deno run -A tools/generate_page_bundle.ts [--check]
 */
import { bundleScript } from "./bundle_script.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";

const entry = "packages/browser/main.ts";
const asset = "packages/pages/assets/charts.js";

const header =
  `/* Draws the charts of a page. Made by tools/generate_page_bundle.ts from ${entry}. */\n`;

/** Returns the script, made from the sources below `root`. */
export async function generatePageBundle(root: string): Promise<GeneratedFiles> {
  const text = header + await bundleScript(`${root}/${entry}`);
  return new Map([[asset, textContent(text)]]);
}

if (import.meta.main) {
  await runGenerator("tools/generate_page_bundle.ts", generatePageBundle);
}
