/**
 * Writes packages/pages/assets/rerun_worker.js: the worker of packages/rerun with all it imports
 * (the training loop, the kernels, the digits) in one script, as a string that a page can make a
 * worker of. A page opened from a folder can neither load a worker from a file nor fetch one.
 *
 *     deno run -A tools/generate_rerun_bundle.ts [--check]
 */
import { bundleScript } from "./bundle_script.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";

const entry = "packages/rerun/worker.ts";
const asset = "packages/pages/assets/rerun_worker.js";

const header = `/*
 * Makes recorded runs again in the reader's browser; the text of a worker.
 * Made by tools/generate_rerun_bundle.ts from ${entry}; licences in LICENSES.txt.
 * The digits in it: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI
 * Machine Learning Repository, data set 80, 1998; CC BY 4.0.
 */
`;

/** Returns the script, made from the sources below `root`. */
export async function generateRerunBundle(root: string): Promise<GeneratedFiles> {
  const worker = await bundleScript(`${root}/${entry}`);
  const text = `${header}globalThis.samebitRerunWorker = ${JSON.stringify(worker)};\n`;
  return new Map([[asset, textContent(text)]]);
}

if (import.meta.main) {
  await runGenerator("tools/generate_rerun_bundle.ts", generateRerunBundle);
}
