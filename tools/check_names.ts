/**
 * Checks that a name means one thing: if packages offer the same name, it is declared once.
 *
 *     deno run --allow-read tools/check_names.ts [ROOT]
 */
import { readExports } from "./package_exports.ts";
import { packageOrder } from "./package_order.ts";

/** Names that several packages offer for different things, each with the reason. */
export const SHARED_NAMES: Readonly<Record<string, string>> = {};

/** Returns what is wrong with the names that packages below `root/packages` offer, one line each. */
export async function checkNames(
  root: string,
  allowed: Readonly<Record<string, string>> = SHARED_NAMES,
): Promise<string[]> {
  const owners = new Map<string, string[]>();
  for (const name of packageOrder) {
    const offered = new Set<string>();
    for (const path of Object.values(await readExports(root, name))) {
      const source = await Deno.readTextFile(`${root}/packages/${name}/${path}`);
      for (const exported of declaredNames(source)) offered.add(exported);
    }
    for (const exported of offered) {
      owners.set(exported, [...owners.get(exported) ?? [], name]);
    }
  }
  const shared = [...owners].filter(([, packages]) => packages.length > 1);
  const refused = shared.filter(([name]) => !(name in allowed)).map(([name, packages]) =>
    `${name}: ${packages.join(" and ")} offer different things under this name; rename one`
  );
  const needless = Object.keys(allowed).filter((name) => (owners.get(name)?.length ?? 0) < 2);
  return [
    ...refused.sort(),
    ...needless.map((name) => `${name}: no two packages offer it; take it off the list`),
  ];
}

/** The names that a `mod.ts` offers, without those that it passes on from another package. */
function declaredNames(source: string): string[] {
  const lists = source.matchAll(/^export\s+(?:type\s+)?\{(?<names>[^}]*)\}\s+from\s+"\./gm);
  const own = source.matchAll(
    /^export\s+(?:async\s+)?(?:function\*?|const|class|interface|type)\s+(?<name>\w+)/gm,
  );
  return [
    ...[...lists].flatMap(({ groups }) => groups!["names"]!.split(","))
      .map((name) => name.trim().replace(/^type\s+/, "").replace(/^.*\sas\s+/, ""))
      .filter((name) => name !== ""),
    ...[...own].map(({ groups }) => groups!["name"]!),
  ];
}

if (import.meta.main) {
  const problems = await checkNames(Deno.args[0] ?? ".");
  for (const problem of problems) console.error(problem);
  Deno.exitCode = problems.length > 0 ? 1 : 0;
}
