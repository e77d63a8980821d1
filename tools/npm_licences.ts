/**
 * The licences of npm packages and of all they depend on, which go along with scripts into which
 * those are bundled. Versions come from deno.lock, texts from Deno's cache.
 */

interface Lockfile {
  npm: Record<string, { dependencies?: string[] }>;
}

/** Never part of a browser script: types, and what only commands use. */
const notBundled = /^(@types\/|yargs$|vega-typings$)/;

/** Returns `name@version` of the packages and their dependencies, as the lockfile has them, sorted. */
export function findDependencies(lockfile: Lockfile, names: readonly string[]): string[] {
  const found = new Set<string>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const key = Object.keys(lockfile.npm).find((key) => key === name || key.startsWith(`${name}@`));
    if (key === undefined) throw new Error(`Cannot find npm package ${name} in deno.lock`);
    const plain = key.replace(/(?<=.)_.*$/, "");
    if (found.has(plain)) continue;
    found.add(plain);
    const { dependencies = [] } = lockfile.npm[key]!;
    pending.push(...dependencies.filter((dependency) => !notBundled.test(dependency)));
  }
  return [...found].sort();
}

/**
 * Returns one text with the licence of each package, a licence that several have once below all their
 * names; `cache` is the folder of packages by name.
 */
export async function collectLicences(packages: readonly string[], cache: URL): Promise<string> {
  const namesByText = new Map<string, string[]>();
  for (const one of packages) {
    const [, name, version] = /^(.+)@([^@]+)$/.exec(one)!;
    const folder = new URL(`${name}/${version}/`, cache);
    const text = (await readLicence(folder, one)).replaceAll("\r\n", "\n").trim();
    namesByText.set(text, [...namesByText.get(text) ?? [], `${name} ${version}`]);
  }
  return [...namesByText].map(([text, names]) => `${names.join("\n")}\n\n${text}\n`)
    .join(`\n${"-".repeat(80)}\n\n`);
}

async function readLicence(folder: URL, name: string): Promise<string> {
  for await (const { name } of Deno.readDir(folder)) {
    if (/^licen[cs]e(\.\w+)?$/i.test(name)) return await Deno.readTextFile(new URL(name, folder));
  }
  const { license } = JSON.parse(await Deno.readTextFile(new URL("package.json", folder)));
  if (typeof license !== "string") {
    throw new Error(`Cannot find the licence of npm package ${name}`);
  }
  return `Licence: ${license} (the package comes without a text)`;
}
