/**
 * Writes packages/report/assets/rerun_worker.js: the worker of packages/rerun with all it imports
 * (the training loop, the kernels, the digits) in one script, as a string that a page can make a
 * worker of. A page opened from a folder can neither load a worker from a file nor fetch one.
 *
 *     deno run -A tools/generate_rerun_bundle.ts [--check]
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin, stop } from "esbuild";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";

const entry = "packages/rerun/worker.ts";
const asset = "packages/report/assets/rerun_worker.js";

const header = `/*
 * Makes recorded runs again in the reader's browser; the text of a worker.
 * Made by tools/generate_rerun_bundle.ts from ${entry}; licences in LICENSES.txt.
 * The digits in it: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI
 * Machine Learning Repository, data set 80, 1998; CC BY 4.0.
 */
`;

/**
 * Finds what deno.json names: packages of the workspace, and npm packages in Deno's cache. The
 * standard library reads files of data, of which a page has none: its imports fall away unused.
 * Modules here do nothing but define, so what is not used falls away too.
 */
const resolver: Plugin = {
  name: "resolver",
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path, kind, resolveDir }) => {
      if (kind === "entry-point") return undefined;
      if (path.startsWith("@std/")) return { path, external: true, sideEffects: false };
      const found = path.startsWith(".")
        ? join(resolveDir, path)
        : fileURLToPath(import.meta.resolve(path));
      return { path: found, sideEffects: false };
    });
  },
};

/** Returns the script, made from the sources below `root`. */
export async function generateRerunBundle(root: string): Promise<GeneratedFiles> {
  const worker = await bundle(`${root}/${entry}`);
  const text = `${header}globalThis.samebitRerunWorker = ${JSON.stringify(worker)};\n`;
  return new Map([[asset, textContent(text)]]);
}

async function bundle(path: string): Promise<string> {
  try {
    const { outputFiles } = await build({
      entryPoints: [path],
      bundle: true,
      write: false,
      minify: true,
      legalComments: "none",
      format: "iife",
      target: "es2022",
      // Read only where several threads are asked for, which the worker does not.
      define: { "import.meta.url": '"file:///"' },
      plugins: [resolver],
      logLevel: "error",
    });
    const text = outputFiles[0]!.text;
    const left = /\brequire\("[^"]*"\)|@std\/\w+|\bDeno\.\w+/.exec(text);
    if (left !== null) throw new Error(`Cannot bundle ${entry}: it uses ${left[0]}`);
    return text;
  } finally {
    await stop();
  }
}

if (import.meta.main) {
  await runGenerator("tools/generate_rerun_bundle.ts", generateRerunBundle);
}
