/**
 * Checks the shape of the checkout: that packages look alike from outside, that files and folders
 * are named and nested as CONTRIBUTING.md says, that imports are pinned and tasks described, and
 * that no file speaks of one machine or leaves work for later, and Markdown links and names no file
 * that is not there.
 *
 *     deno run --allow-read tools/check_tree.ts [ROOT]
 */
import { checkLinks, checkPaths } from "./markdown_links.ts";
import { judgeExports, readExports } from "./package_exports.ts";
import { packageOrder } from "./package_order.ts";
import { listFiles } from "./source_files.ts";

const forbiddenFolders = ["src", "utils", "core", "helpers", "common"];
const deepestFolder = 3;

/** Files written by tools or by other people: their text is not ours. */
const foreignFiles = /^(packages\/[^/]+\/(assets|generated)\/|deno\.lock$)/;
const binaryFiles = /\.(gz|png|wasm|safetensors|so|dylib|dll|bin|zip|npz|woff2)$/;

/** What no line of text may say (Ada is anyone: her folders serve as examples), in two parts so that this file does not say it itself. */
const forbiddenText: readonly [RegExp, string][] = [
  [
    /(?<![\w.])\/(root|work|home\/(?!ada\/)\w+|Users\/(?!ada\/)\w+)\//,
    "names a folder of one machine",
  ],
  [/\b[A-Z]:\\\\?Users\\/, "names a folder of one machine"],
  [
    new RegExp(`\\b(${["TO", "FIX"].map((word, i) => word + ["DO", "ME"][i]).join("|")})\\b`),
    "leaves work for later",
  ],
];

interface Manifest {
  name?: string;
  version?: string;
  license?: string;
  workspace?: string[];
  imports?: Record<string, string>;
  tasks?: Record<string, unknown>;
}

/** Returns what is wrong with the shape of the checkout at `root`, one line for each. */
export async function checkTree(root: string): Promise<string[]> {
  const files = await listFiles(root);
  const manifest: Manifest = JSON.parse(await Deno.readTextFile(`${root}/deno.json`));
  return [
    ...checkManifest(manifest),
    ...await checkPackages(root, files),
    ...files.flatMap(checkPath),
    ...await checkTexts(root, files),
  ];
}

function checkManifest(manifest: Manifest): string[] {
  const problems: string[] = [];
  const listed = (manifest.workspace ?? []).map((path) => path.replace(/^\.?\/?packages\//, ""));
  if (listed.join() !== packageOrder.join()) {
    problems.push(
      `deno.json: workspace lists ${listed.join(", ")}; the order is ${packageOrder.join(", ")}`,
    );
  }
  for (const [name, target] of Object.entries(manifest.imports ?? {})) {
    const pinned = /^npm:(@[^/@]+\/)?[^/@]+@\d+\.\d+\.\d+([-+.\w]*)(\/.*)?$/.test(target);
    if (!pinned && !/^jsr:@std\//.test(target)) {
      problems.push(`deno.json: import "${name}" is not pinned to one version: ${target}`);
    }
  }
  for (const [name, task] of Object.entries(manifest.tasks ?? {})) {
    const { description, command } = Object(task);
    if (!description || !command) {
      problems.push(`deno.json: task "${name}" lacks a description or a command`);
    }
  }
  return problems;
}

async function checkPackages(root: string, files: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  const found = files.map((file) => /^packages\/([^/]+)\/deno\.json$/.exec(file)?.[1])
    .filter((name) => name !== undefined);
  const unknown = found.filter((name) => !packageOrder.includes(name));
  for (const name of unknown) problems.push(`packages/${name}: is not in the order of packages`);
  let first: Manifest | undefined;
  for (const name of packageOrder.filter((name) => found.includes(name))) {
    const path = `packages/${name}/deno.json`;
    const manifest: Manifest = JSON.parse(await Deno.readTextFile(`${root}/${path}`));
    first ??= manifest;
    if (manifest.name !== `@samebit/${name}`) problems.push(`${path}: is named ${manifest.name}`);
    const fault = judgeExports(await readExports(root, name));
    if (fault !== undefined) problems.push(`${path}: ${fault}`);
    for (const key of ["version", "license"] as const) {
      if (manifest[key] === first[key]) continue;
      problems.push(`${path}: ${key} is ${manifest[key]}, elsewhere it is ${first[key]}`);
    }
  }
  return problems;
}

function checkPath(path: string): string[] {
  if (!path.startsWith("packages/") || foreignFiles.test(path)) return [];
  const problems: string[] = [];
  const folders = path.split("/").slice(1, -1);
  if (folders.length > deepestFolder) {
    problems.push(`${path}: is more than ${deepestFolder} folders deep`);
  }
  const forbidden = folders.find((folder) => forbiddenFolders.includes(folder));
  if (forbidden !== undefined) {
    problems.push(`${path}: "${forbidden}" says nothing about what is in it`);
  }
  const name = path.split("/").at(-1)!;
  if (/\.tsx?$/.test(name) && !/^[a-z0-9]+(_[a-z0-9]+)*\.tsx?$/.test(name)) {
    problems.push(`${path}: file names are snake_case`);
  }
  return problems;
}

async function checkTexts(root: string, files: readonly string[]): Promise<string[]> {
  const problems: string[] = [];
  const known = new Set(files);
  for (const file of files.filter((path) => !foreignFiles.test(path) && !binaryFiles.test(path))) {
    const text = await Deno.readTextFile(`${root}/${file}`);
    if (file.endsWith(".md")) {
      problems.push(...checkLinks(file, text, known), ...checkPaths(file, text, known));
    }
    for (const [index, line] of text.split("\n").entries()) {
      for (const [pattern, fault] of forbiddenText) {
        if (pattern.test(line)) problems.push(`${file}:${index + 1}: ${fault}: ${line.trim()}`);
      }
    }
  }
  return problems;
}

if (import.meta.main) {
  const problems = await checkTree(Deno.args[0] ?? ".");
  for (const problem of problems) console.error(problem);
  Deno.exitCode = problems.length > 0 ? 1 : 0;
}
