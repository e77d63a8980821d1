/**
 * Makes one file from a module and everything it imports: a classic script for pages that open from
 * a folder, where a browser loads neither modules nor workers; or a program for Node, Deno and Bun.
 */
import { createRequire } from "node:module";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type BuildOptions, type Plugin, stop } from "esbuild";

/** A program with all it imports. */
export interface Bundle {
  /** Its text, minified. */
  readonly text: string;
  /** The npm packages in it, as `name@version`, sorted. */
  readonly packages: readonly string[];
}

/**
 * Finds what deno.json names: packages of the workspace, and npm packages in Deno's cache. Of the
 * standard library it takes the stand-ins, so that a bundle is the same wherever it is made; Node's
 * own modules are left to the engine. Modules here only define things, so what is not used is
 * dropped.
 */
const resolver: Plugin = {
  name: "resolver",
  setup({ onResolve }) {
    onResolve({ filter: /./ }, ({ path, kind, resolveDir }) => {
      if (kind === "entry-point") return undefined;
      if (NOT_BUNDLED.test(path)) return { path, external: true, sideEffects: false };
      const found = path.startsWith("@std/")
        ? standIn(path)
        : path.startsWith(".")
        ? join(resolveDir, path)
        : fileURLToPath(import.meta.resolve(path));
      return { path: found, sideEffects: false };
    });
  },
};

/**
 * Node's own modules; and what no bundled code does: write CSV, decode images, compress in threads.
 */
const NOT_BUNDLED = /^(node:|csv-stringify|fast-png$|jpeg-js$|module$)/;

/** The stand-in for a package of the standard library, such as `@std/csv`. */
function standIn(path: string): string {
  const [, name, module = "mod"] = path.split("/");
  return fileURLToPath(new URL(`std/${name}/${module.replaceAll("-", "_")}.ts`, import.meta.url));
}

/** The text of the script: the module at `path`, minified. It must need neither Deno nor Node. */
export async function bundleScript(path: string): Promise<string> {
  const { text } = await bundle(path, /\brequire\("[^"]*"\)|\bDeno\.\w+|"node:\w+"/, {
    format: "iife",
    // Read only if several threads are asked for, which the worker does not do.
    define: { "import.meta.url": '"file:///"' },
  });
  return text;
}

/**
 * An npm package of deno.json as a script that sets a global of its name, without those parts of it that
 * `left` matches: what they export is undefined there.
 */
export async function bundlePackage(name: string, left: RegExp): Promise<Bundle> {
  return await bundle(fileURLToPath(import.meta.resolve(name)), /\brequire\("[^"]*"\)/, {
    format: "iife",
    globalName: name,
    plugins: [withoutParts(left)],
  });
}

/**
 * Finds a package's own dependencies as Node would, but takes a file for browsers if there is one
 * beside that for Node, and replaces some by nothing.
 */
function withoutParts(left: RegExp): Plugin {
  return {
    name: "without-parts",
    setup({ onLoad, onResolve }) {
      onResolve({ filter: /^[^./]/ }, ({ path, importer }) => {
        if (left.test(path)) return { path, namespace: "left-out" };
        const found = createRequire(importer).resolve(path);
        return { path: found.replace(/\.node\.js$/, ".browser.js") };
      });
      onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "module.exports = {}" }));
    },
  };
}

/** The program that starts at `path`, as one module. It must not need Deno. */
export async function bundleProgram(path: string): Promise<Bundle> {
  return await bundle(path, /\brequire\("[^"]*"\)|\bDeno\.\w+|(?<!")\bfrom\s*"(?!node:)[^"]*"/, {
    format: "esm",
    platform: "node",
  });
}

async function bundle(path: string, left: RegExp, options: BuildOptions): Promise<Bundle> {
  try {
    const { outputFiles, metafile } = await build({
      entryPoints: [path],
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
    if (found !== null) throw new Error(`Cannot bundle ${path}: it uses ${found[0]}`);
    const [output] = Object.values(metafile!.outputs);
    const used = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) =>
      bytesInOutput > 0
    );
    return { text, packages: packagesAmong(used.map(([file]) => file)) };
  } finally {
    await stop();
  }
}

/** The npm packages among the files of a bundle. */
function packagesAmong(files: readonly string[]): string[] {
  const names = new Set<string>();
  for (const file of files) {
    const [, name, version] = /\/npm\/[^/]+\/((?:@[^/]+\/)?[^/]+)\/([^/]+)\//.exec(file) ?? [];
    if (name !== undefined) names.add(`${name}@${version}`);
  }
  return [...names].sort();
}

if (import.meta.main) {
  const [path, out] = Deno.args;
  if (path === undefined || out === undefined) {
    console.error("Cannot bundle: name the module and the script to write");
    Deno.exit(2);
  }
  await Deno.writeTextFile(out, await bundleScript(path));
}
