/**
 * Bundles the two programs that make recorded runs again where there is no Deno with this
 * repository: each has all it imports (the training loop, the kernels, the digits) in one file.
 *
 * - packages/report/assets/rerun_worker.js, of packages/rerun: a worker for pages, as a string that a
 *   page can make a worker of, since a page opened from a folder can neither load nor fetch one;
 * - packages/archives/generated/verify.mjs: the program in every archive, for Node, Deno and Bun;
 *   beside it LICENSES.txt, the licences of the packages in it.
 *
 *     deno run -A tools/generate_rerun_bundle.ts [--check]
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin, stop } from "esbuild";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";
import { collectLicences } from "./npm_licences.ts";

/** A program that is bundled. */
interface Program {
  /** Where it begins. */
  readonly entry: string;
  /** The file that it becomes. */
  readonly file: string;
  /** What stands at its top. */
  readonly header: string;
  /** What it may not use: neither it nor what it imports. */
  readonly left: RegExp;
  /** How it is bundled. */
  readonly options: BuildOptions;
  /** The bundle as the file's text. */
  readonly text: (bundle: string) => string;
}

const credits =
  ` * The digits in it: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI
 * Machine Learning Repository, data set 80, 1998; CC BY 4.0.
 */
`;

const worker: Program = {
  entry: "packages/rerun/worker.ts",
  file: "packages/report/assets/rerun_worker.js",
  header: `/*
 * Makes recorded runs again in the reader's browser; the text of a worker.
 * Made by tools/generate_rerun_bundle.ts from packages/rerun/worker.ts; licences in LICENSES.txt.
${credits}`,
  left: /\brequire\("[^"]*"\)|\bDeno\.\w+|"node:\w+"/,
  // Read only where several threads are asked for, which the worker does not.
  options: { format: "iife", define: { "import.meta.url": '"file:///"' } },
  text: (bundle) => `globalThis.samebitRerunWorker = ${JSON.stringify(bundle)};\n`,
};

const verifier: Program = {
  entry: "packages/archives/verifier/main.ts",
  file: "packages/archives/generated/verify.mjs",
  header: `/*
 * Makes the runs of this archive again and compares every value: node verify.mjs --help
 * Made by tools/generate_rerun_bundle.ts from packages/archives/verifier/; licences in licences/.
${credits}`,
  left: /\brequire\("[^"]*"\)|\bDeno\.\w+|\bfrom\s*"(?!node:)[^"]*"/,
  options: { format: "esm", platform: "node" },
  text: (bundle) => bundle,
};

/**
 * Finds what deno.json names: packages of the workspace, and npm packages in Deno's cache. Of the
 * standard library it takes the stand-ins, so that the bundle is the same wherever it is made; Node's
 * modules are left to the engine, and what writes CSV is not used. Modules here do nothing but define, so what is not used falls away.
 */
const resolver: Plugin = {
  name: "resolver",
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path, kind, resolveDir }) => {
      if (kind === "entry-point") return undefined;
      const isLeft = path.startsWith("node:") || path.startsWith("csv-stringify");
      if (isLeft) return { path, external: true, sideEffects: false };
      if (path.startsWith("@std/")) return { path: standIn(path), sideEffects: false };
      const found = path.startsWith(".")
        ? join(resolveDir, path)
        : fileURLToPath(import.meta.resolve(path));
      return { path: found, sideEffects: false };
    });
  },
};

/** The stand-in for a package of the standard library, such as `@std/csv`. */
function standIn(path: string): string {
  const [, name, module = "mod"] = path.split("/");
  return fileURLToPath(new URL(`std/${name}/${module!.replaceAll("-", "_")}.ts`, import.meta.url));
}

const licences = "packages/archives/generated/LICENSES.txt";

/** Returns the programs, made from the sources below `root`. */
export async function generateRerunBundle(root: string): Promise<GeneratedFiles> {
  const files = new Map<string, Uint8Array>();
  try {
    for (const program of [worker, verifier]) {
      const { text, packages } = await bundle(root, program);
      files.set(program.file, textContent(program.header + program.text(text)));
      if (program !== verifier) continue;
      files.set(licences, textContent(await collectLicences(packages.names, packages.cache)));
    }
  } finally {
    await stop();
  }
  return files;
}

interface Bundle {
  readonly text: string;
  /** The npm packages in it, as `name@version`, and the folder that holds them. */
  readonly packages: { readonly names: readonly string[]; readonly cache: URL };
}

async function bundle(root: string, { entry, left, options }: Program): Promise<Bundle> {
  const { outputFiles, metafile } = await build({
    entryPoints: [`${root}/${entry}`],
    bundle: true,
    write: false,
    metafile: true,
    minify: true,
    legalComments: "none",
    target: "es2022",
    plugins: [resolver],
    logLevel: "error",
    ...options,
  });
  const text = outputFiles![0]!.text;
  const found = left.exec(text);
  if (found !== null) throw new Error(`Cannot bundle ${entry}: it uses ${found[0]}`);
  return {
    text,
    packages: packagesIn(Object.keys(metafile!.outputs["<stdout>"]?.inputs ?? metafile!.inputs)),
  };
}

/** The npm packages among the files that a bundle was made of. */
function packagesIn(files: readonly string[]): Bundle["packages"] {
  const names = new Set<string>();
  for (const file of files) {
    const [, name, version] = /\/npm\/[^/]+\/((?:@[^/]+\/)?[^/]+)\/([^/]+)\//.exec(file) ?? [];
    if (name !== undefined) names.add(`${name}@${version}`);
  }
  const [, cache] = /^(file:.*\/npm\/[^/]+\/)/.exec(import.meta.resolve("zod"))!;
  return { names: [...names].sort(), cache: new URL(cache!) };
}

if (import.meta.main) {
  await runGenerator("tools/generate_rerun_bundle.ts", generateRerunBundle);
}
