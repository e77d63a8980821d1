/**
 * Writes packages/pages/assets: the pinned npm package vega as a browser script, without parts that
 * no chart here uses, vega-interpreter as a classic script, and the licences of these and of what
 * is bundled by generate_rerun_bundle.ts. Report pages load them next to themselves, so that they
 * open from `file://` with no network.
 *
 *     deno run -A tools/generate_vega_assets.ts [--check]
 */
import { bundlePackage } from "./bundle_script.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";
import { collectLicences, findDependencies } from "./npm_licences.ts";

const assets = "packages/pages/assets";

/**
 * Parts of Vega for charts that no page has: maps, networks, trees, clouds of words, and the like.
 */
const UNUSED =
  /^(vega-|d3-)(geo|geo-projection|projection|force|quadtree|hierarchy|label|regression|voronoi|delaunay|wordcloud|crossfilter)$|^topojson-client$/;

/** Never called: naming the packages as imports makes Deno download them before this file runs. */
const packagesToDownload = {
  "vega": () => import("vega"),
  "vega-interpreter": () => import("vega-interpreter"),
  "@noble/hashes": () => import("@noble/hashes/sha2.js"),
  "canonicalize": () => import("canonicalize"),
};

/** Returns the assets of report pages, read from the npm packages in Deno's cache. */
export async function generateVegaAssets(root: string): Promise<GeneratedFiles> {
  const files = new Map<string, Uint8Array>();
  const vega = await bundlePackage("vega", UNUSED);
  files.set(`${assets}/vega.min.js`, textContent(vega.text));
  const interpreter = new URL("build/vega-interpreter.js", packageFolder("vega-interpreter"));
  const classic = toClassicScript(await Deno.readTextFile(interpreter));
  files.set(`${assets}/vega-interpreter.min.js`, textContent(classic));
  const lockfile = JSON.parse(await Deno.readTextFile(`${root}/deno.lock`));
  const whole = Object.keys(packagesToDownload).filter((name) => name !== "vega");
  const packages = [...new Set([...vega.packages, ...findDependencies(lockfile, whole)])].sort();
  const licences = await collectLicences(packages, new URL("../../", packageFolder("vega")));
  return files.set(`${assets}/LICENSES.txt`, textContent(licences));
}

/** The folder of an npm package of deno.json, as a URL that ends with a slash. */
function packageFolder(name: keyof typeof packagesToDownload): URL {
  const entry = import.meta.resolve(name);
  const folder = new RegExp(`^file:.*/${name}/[^/]+/`).exec(entry)?.[0];
  if (folder === undefined) {
    throw new Error(`Cannot find npm package ${name}: it resolves to ${entry}`);
  }
  return new URL(folder);
}

/**
 * Wraps the one module of vega-interpreter as a script that takes its imports from the global
 * `vega` (which holds all of vega-util) and sets the global `vegaInterpreter`.
 */
export function toClassicScript(module: string): string {
  const shape =
    /^import (?<imports>\{[^}]*\}) from 'vega-util';\n(?<body>.*)\nexport (?<exports>\{[^}]*\});\n/s;
  const { imports, body, exports } = shape.exec(module)?.groups ?? {};
  if (!imports || !body || !exports || /^(import|export) /m.test(body)) {
    throw new Error(
      "Cannot wrap vega-interpreter: it is no longer one module with one import and one export",
    );
  }
  const results = exports.replaceAll(/(\w+) as (\w+)/g, "$2: $1");
  return `var vegaInterpreter = (function (vega) {\n"use strict";\nconst ${imports} = vega;\n` +
    `${body}\nreturn ${results};\n})(vega);\n`;
}

if (import.meta.main) await runGenerator("tools/generate_vega_assets.ts", generateVegaAssets);
