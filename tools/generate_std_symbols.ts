/**
 * Writes the list of `@std` symbols in use into CONTRIBUTING.md, between its two markers. If you
 * delete the `links` line of deno.json, it shows what the originals must have.
 *
 *     deno run -A tools/generate_std_symbols.ts [--check]
 */
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";
import { findImports, listFiles } from "./source_files.ts";

const page = "CONTRIBUTING.md";
const begin = "<!-- std symbols: made by tools/generate_std_symbols.ts -->";
const end = "<!-- end of std symbols -->";

/** Returns CONTRIBUTING.md with the list brought up to date. */
export async function generateStdSymbols(root: string): Promise<GeneratedFiles> {
  const text = await Deno.readTextFile(`${root}/${page}`);
  const [head, tail] = [text.indexOf(begin), text.indexOf(end)];
  if (head < 0 || tail < head) {
    throw new Error(`Cannot list the @std symbols: ${page} lacks the markers`);
  }
  const list = [...await findStdSymbols(root)].map(([module, names]) =>
    wrap(`- \`${module}\`: ${names.map((name) => `\`${name}\``).join(", ")}`)
  );
  const updated = `${text.slice(0, head)}${begin}\n\n${list.join("")}\n${text.slice(tail)}`;
  return new Map([[page, textContent(updated)]]);
}

/** Breaks a list item at spaces as `deno fmt` does, with lines of up to 100 characters. */
function wrap(item: string): string {
  let line = "";
  let text = "";
  for (const word of item.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > 100) {
      text += `${line}\n`;
      line = `  ${word}`;
    } else line += line === "" ? word : ` ${word}`;
  }
  return `${text}${line}\n`;
}

/** Returns the symbols imported from each `@std` module, in source and examples, sorted. */
export async function findStdSymbols(root: string): Promise<Map<string, string[]>> {
  const symbols = new Map<string, Set<string>>();
  for (const file of await listFiles(root)) {
    if (!/\.(tsx?|md)$/.test(file) || file.startsWith("tools/std/")) continue;
    const source = await Deno.readTextFile(`${root}/${file}`);
    for (const { specifier, names } of findImports(source.replaceAll(/^\s*\* ?/gm, ""))) {
      if (!specifier.startsWith("@std/")) continue;
      if (names.length === 0) {
        throw new Error(`${file} imports ${specifier} without naming symbols`);
      }
      const known = symbols.get(specifier) ?? new Set();
      for (const name of names) known.add(name);
      symbols.set(specifier, known);
    }
  }
  const sorted = [...symbols].sort(([a], [b]) => a < b ? -1 : 1);
  return new Map(sorted.map(([module, names]) => [module, [...names].sort()]));
}

if (import.meta.main) await runGenerator("tools/generate_std_symbols.ts", generateStdSymbols);
