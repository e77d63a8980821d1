/**
 * What packages offer: `mod.ts`, and for parts that not every user can load (native kernels cannot
 * be loaded in a browser) the `mod.ts` of a folder, under that folder's name.
 */

/** Reads the `exports` of a package's deno.json as a map, `"."` for `mod.ts`. */
export async function readExports(root: string, name: string): Promise<Record<string, string>> {
  try {
    const { exports } = JSON.parse(await Deno.readTextFile(`${root}/packages/${name}/deno.json`));
    return typeof exports === "string" ? { ".": exports } : exports ?? {};
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return {};
    throw error;
  }
}

/** Returns what is wrong with the exports of a package, undefined where nothing is. */
export function judgeExports(exports: Readonly<Record<string, string>>): string | undefined {
  if (exports["."] !== "./mod.ts") return `exports ${exports["."]}, not ./mod.ts`;
  const wrong = Object.entries(exports).find(([name, path]) =>
    name !== "." && (!/^\.\/[a-z0-9_]+$/.test(name) || path !== `${name}/mod.ts`)
  );
  return wrong &&
    `exports ${wrong[1]} as ${wrong[0]}; a part is the mod.ts of a folder, by its name`;
}
