/**
 * What `deno doc --html` does otherwise on Windows, undone: there it takes the path of a module for
 * one name, so links have backslashes and climb one folder where they should climb them all.
 *
 * @module
 */

/**
 * A page, or the index of the search, as other systems have it; one that is right stays as it is.
 *
 * @param text What Deno has written.
 * @param path The file, below the folder of the pages, with slashes.
 * @param modules The paths of all modules, with slashes.
 */
export function mendPage(text: string, path: string, modules: readonly string[]): string {
  let mended = text;
  for (const module of modules) {
    mended = mended.replaceAll(windowsPath(module, "\\"), module)
      .replaceAll(windowsPath(module, "\\\\"), module);
  }
  const own = modules.find((module) => path.startsWith(`${module}/`));
  if (own === undefined || mended === text) return mended;
  const further = "../".repeat(own.split("/").length - 1);
  return mended.replace(/ (href|src)="(?=\.\.(\/|&#x2F;))/g, ` $1="${further}`);
}

function windowsPath(module: string, separator: string): string {
  return module.replaceAll("/", () => separator);
}
