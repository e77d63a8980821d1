/**
 * Checks that packages stay small from outside and inside: everything a package offers is used by
 * another, and none has more lines than a reader can keep in mind.
 *
 *     deno run --allow-read --allow-run tools/check_packages.ts [ROOT]
 */
import { type Offers, readOffers } from "./package_docs.ts";
import { packageOrder } from "./package_order.ts";
import { findImports, listFiles } from "./source_files.ts";

/** Exports for other people's programs, which nothing here uses, each with the reason. */
export const PUBLIC: Readonly<Record<string, string>> = {
  "tensors: compareKernels": "holds kernels of one's own against the reference",
  "tensors: formatDifference": "says what compareKernels finds",
};

/** The most lines of a package, without tests and what they use. */
const MOST_LINES = 3_300;

/** Packages that may have more, each with the reason. */
const LARGE: Readonly<Record<string, string>> = {
  tensors: "three implementations of every kernel",
};

/** Files of a package that count as its source. */
const SOURCE = /\.(tsx?|js|css)$/;
const NOT_SOURCE =
  /_test\.tsx?$|\/testing_\w+\.ts$|\/(assets|generated|golden|samples|testdata|testing)\//;

/** Returns what is wrong with the packages below `root/packages`, one line each. */
export async function checkPackages(
  root: string,
  allowed: Readonly<Record<string, string>> = PUBLIC,
): Promise<string[]> {
  const files = await listFiles(root);
  return [...await checkUses(root, files, allowed), ...await checkSizes(root, files)];
}

async function checkUses(
  root: string,
  files: readonly string[],
  allowed: Readonly<Record<string, string>>,
): Promise<string[]> {
  const uses = await findUses(root, files);
  const problems: string[] = [];
  const needed = new Set<string>();
  for (const [name, offers] of await readOffers(root)) {
    const of = (one: string) => `${name}: ${one}`;
    const used = withNamesInDeclarations(uses.get(name) ?? [], offers);
    const listed = [...offers.keys()].filter((one) => !used.has(one) && of(one) in allowed);
    for (const one of listed) needed.add(of(one));
    const kept = used.union(withNamesInDeclarations(listed, offers));
    problems.push(
      ...[...offers.keys()].filter((one) => !kept.has(one)).sort().map((one) =>
        `${of(one)} is exported and used by no other package; export it no more`
      ),
    );
  }
  const needless = Object.keys(allowed).filter((one) => !needed.has(one));
  return [
    ...problems,
    ...needless.map((one) => `${one} is used, or not exported; take it off the list`),
  ];
}

/** The names that are imported from each package by files outside of it, examples in pages included. */
async function findUses(
  root: string,
  files: readonly string[],
): Promise<Map<string, Set<string>>> {
  const uses = new Map(packageOrder.map((name) => [name, new Set<string>()]));
  for (const file of files.filter((path) => /\.(tsx?|js|md)$/.test(path))) {
    const source = await Deno.readTextFile(`${root}/${file}`);
    for (const { specifier, names, namespace } of findImports(source)) {
      const name = /^@samebit\/(\w+)/.exec(specifier)?.[1];
      if (name === undefined || file.startsWith(`packages/${name}/`)) continue;
      for (const one of names) uses.get(name)?.add(one);
      if (namespace === undefined) continue;
      for (const [, one] of source.matchAll(new RegExp(`\\b${namespace}\\.(\\w+)`, "g"))) {
        uses.get(name)?.add(one!);
      }
    }
  }
  return uses;
}

/** These names of a package and all names in their declarations, which users need as well. */
function withNamesInDeclarations(names: Iterable<string>, offers: Offers): Set<string> {
  const reached = new Set<string>();
  const pending = [...names];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name) || !offers.has(name)) continue;
    reached.add(name);
    pending.push(...offers.get(name)!);
  }
  return reached;
}

async function checkSizes(root: string, files: readonly string[]): Promise<string[]> {
  const lines = new Map<string, number>();
  for (const file of files.filter((path) => SOURCE.test(path) && !NOT_SOURCE.test(path))) {
    const name = /^packages\/([^/]+)\//.exec(file)?.[1];
    if (name === undefined) continue;
    const text = await Deno.readTextFile(`${root}/${file}`);
    lines.set(name, (lines.get(name) ?? 0) + text.split("\n").length - 1);
  }
  return [...lines].filter(([name, count]) => count > MOST_LINES && !(name in LARGE))
    .map(([name, count]) =>
      `packages/${name}: has ${count} lines without its tests; wanted at most ${MOST_LINES}`
    );
}

if (import.meta.main) {
  const problems = await checkPackages(Deno.args[0] ?? ".");
  for (const problem of problems) console.error(problem);
  Deno.exitCode = problems.length > 0 ? 1 : 0;
}
