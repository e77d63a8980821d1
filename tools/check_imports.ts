/**
 * Checks that imports point one way: packages in the order of `package_order.ts`, by
 * `@samebit/<name>` or a part it exports and never by a path into another package, and files of a package without
 * cycles.
 *
 *     deno run --allow-read tools/check_imports.ts [ROOT]
 */
import { readExports } from "./package_exports.ts";
import { narrowImports, numericPackages, packageOrder } from "./package_order.ts";
import { findImports, listFiles } from "./source_files.ts";

/** Returns what is wrong with the imports below `root/packages`, one line for each. */
export async function checkImports(root: string): Promise<string[]> {
  const files = (await listFiles(root)).filter((file) => /^packages\/[^/]+\/.*\.tsx?$/.test(file));
  const parts = new Map<string, string[]>();
  for (const name of packageOrder) {
    parts.set(name, Object.keys(await readExports(root, name)).map((key) => key.slice(2)));
  }
  const problems: string[] = [];
  const graph = new Map<string, string[]>();
  for (const file of files) {
    const imports = findImports(await Deno.readTextFile(`${root}/${file}`));
    const targets: string[] = [];
    for (const { specifier } of imports) {
      const problem = judge(file, specifier, parts);
      if (problem !== undefined) problems.push(`${file}: ${problem}`);
      if (specifier.startsWith(".")) targets.push(resolve(file, specifier));
    }
    graph.set(file, targets);
  }
  return [...problems, ...findCycles(graph)];
}

/** The parts that packages offer besides their `mod.ts`, by package. */
type Parts = ReadonlyMap<string, readonly string[]>;

function judge(file: string, specifier: string, parts: Parts): string | undefined {
  const own = file.split("/")[1]!;
  const isTest = file.endsWith("_test.ts");
  if (/^(npm:|jsr:|https?:)/.test(specifier)) {
    return `imports "${specifier}" by address; name it in the imports of deno.json`;
  }
  if (specifier.startsWith(".")) {
    const inside = resolve(file, specifier).startsWith(`packages/${own}/`);
    return inside ? undefined : `imports "${specifier}", which is outside its package`;
  }
  if (specifier.startsWith("@samebit/")) return judgePackage(own, specifier, isTest, parts);
  if (isTest) return undefined;
  const isNative = file.includes("/native/");
  if (specifier.startsWith("node:") && numericPackages.includes(own) && !isNative) {
    return `imports "${specifier}"; ${own} also runs in browsers and uses no Node module`;
  }
  const allowed = narrowImports[own]?.others;
  if (allowed === undefined || allowed.includes(specifier)) return undefined;
  return `imports "${specifier}"; ${own} may import only ${allowed.join(", ")}`;
}

function judgePackage(
  own: string,
  specifier: string,
  isTest: boolean,
  parts: Parts,
): string | undefined {
  const [, name, ...deeper] = specifier.split("/");
  const isOffered = parts.get(name!)?.includes(deeper.join("/"));
  if (deeper.length > 0 && !isOffered) {
    return `imports "${specifier}"; import "@samebit/${name}" instead`;
  }
  const place = packageOrder.indexOf(name!);
  if (place < 0) return `imports "${specifier}", which is not a package`;
  if (isTest && name === own) return undefined;
  if (place >= packageOrder.indexOf(own)) {
    return `imports "${specifier}", but ${own} stands before ${name} in the order of packages`;
  }
  const allowed = narrowImports[own]?.packages;
  if (isTest || allowed === undefined || allowed.includes(name!)) return undefined;
  const names = allowed.map((one) => `@samebit/${one}`).join(", ");
  return `imports "${specifier}"; ${own} may import ${names || "no package"}`;
}

function resolve(file: string, specifier: string): string {
  return new URL(specifier, `file:///${file}`).pathname.slice(1);
}

/** Returns a line for each way back to a file that is still being visited. */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const problems: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) {
      problems.push(`${[...path.slice(path.indexOf(file)), file].join(" imports ")}: a cycle`);
    } else if (!done.has(file)) {
      for (const target of graph.get(file) ?? []) visit(target, [...path, file]);
      done.add(file);
    }
  };
  for (const file of graph.keys()) visit(file, []);
  return problems;
}

if (import.meta.main) {
  const problems = await checkImports(Deno.args[0] ?? ".");
  for (const problem of problems) console.error(problem);
  Deno.exitCode = problems.length > 0 ? 1 : 0;
}
