/**
 * Makes one classic script of a module and all it imports, for pages that open from a folder, where a
 * browser loads neither modules nor workers.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, type Plugin, stop } from "esbuild";

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

/** The text of the script: the module at `path`, minified. It must not need Deno. */
export async function bundleScript(path: string): Promise<string> {
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
    if (left !== null) throw new Error(`Cannot bundle ${path}: it uses ${left[0]}`);
    return text;
  } finally {
    await stop();
  }
}
