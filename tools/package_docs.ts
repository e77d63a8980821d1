/**
 * What packages offer, and the types that each offer speaks of, from the documentation that Deno
 * makes of them. Not who uses it: check_packages.ts looks for that.
 */
import { fileURLToPath, pathToFileURL } from "node:url";
import { readExports } from "./package_exports.ts";
import { packageOrder } from "./package_order.ts";

/** The exports of a package by name, each with the names that its declaration speaks of. */
export type Offers = ReadonlyMap<string, ReadonlySet<string>>;

/** A module in the answer of `deno doc --json`. */
interface DocumentedModule {
  readonly symbols: readonly { readonly name: string; readonly declarations: unknown }[];
}

/** Returns what each package below `root/packages` offers by its `mod.ts` and those of its parts. */
export async function readOffers(root: string): Promise<Map<string, Offers>> {
  const owners = new Map<string, string>();
  for (const name of packageOrder) {
    for (const path of Object.values(await readExports(root, name))) {
      owners.set(pathToFileURL(`${root}/packages/${name}/${path}`).href, name);
    }
  }
  const offers = new Map<string, Map<string, Set<string>>>();
  for (const [url, { symbols }] of Object.entries(await documentModules([...owners.keys()]))) {
    const name = owners.get(url)!;
    const own = offers.get(name) ?? new Map<string, Set<string>>();
    for (const { name, declarations } of symbols) {
      own.set(name, namesIn(declarations).union(own.get(name) ?? new Set()));
    }
    offers.set(name, own);
  }
  return offers;
}

async function documentModules(
  urls: readonly string[],
): Promise<Readonly<Record<string, DocumentedModule>>> {
  const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", "--quiet", ...urls.map((url) => fileURLToPath(url))],
    stdin: "null",
  }).output();
  if (success) return JSON.parse(new TextDecoder().decode(stdout)).nodes;
  throw new Error(`Cannot document the packages: ${new TextDecoder().decode(stderr)}`);
}

/** The names of types, classes and constants anywhere in declarations. */
function namesIn(declarations: unknown): Set<string> {
  const names = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    const { kind, value, superClass } = node as Record<string, unknown>;
    if (kind === "typeRef") names.add((value as { typeName: string }).typeName);
    for (const name of [kind === "typeQuery" ? value : undefined, superClass]) {
      if (typeof name === "string") names.add(name);
    }
    for (const inner of Object.values(node)) visit(inner);
  };
  visit(declarations);
  return names;
}
