/**
 * Finding the files of a checkout and the imports in them, for the checks of this folder. It reads
 * the tree, not git, so the checks also run on an unpacked archive. Imports are found by their
 * text: `deno fmt` puts each import statement at the start of a line.
 */

/** Folders that hold nothing of ours, and those whose content commands write. */
const foreignFolders = [".git", "node_modules", "coverage"];

/** An import statement or expression. */
export interface Import {
  specifier: string;
  /** Names in braces as the other module calls them; empty for other forms. */
  names: string[];
  /** What the file calls the whole module, where it takes all of it. */
  namespace: string | undefined;
}

/** Returns the paths of all files of a checkout, relative to `root`, with `/`, sorted. */
export async function listFiles(root: string): Promise<string[]> {
  const files: string[] = [];
  const pending = [""];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    for await (const entry of Deno.readDir(`${root}/${folder}`)) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      const isOutput = path === "docs/api" ||
        folder === "reports" && (entry.isDirectory || entry.name === "index.html");
      if (foreignFolders.includes(entry.name) || isOutput) continue;
      if (entry.isDirectory) pending.push(path);
      else files.push(path);
    }
  }
  return files.sort();
}

/** Returns the imports and re-exports of TypeScript source, examples in comments left out. */
export function findImports(source: string): Import[] {
  const statement = /^(?:import|export)\s+(?:[^"';]*?\sfrom\s+)?"(?<specifier>[^"]+)"/gm;
  const dynamic = /^(?!\s*(?:\*|\/\/)).*\bimport\(\s*"(?<specifier>[^"]+)"/gm;
  return [...source.matchAll(statement), ...source.matchAll(dynamic)].map((match) => ({
    specifier: match.groups!["specifier"]!,
    names: namesInBraces(match[0]),
    namespace: /\* as (\w+)/.exec(match[0])?.[1],
  }));
}

function namesInBraces(statement: string): string[] {
  const inside = /\{(?<names>[^}]*)\}/.exec(statement)?.groups?.["names"] ?? "";
  return inside.split(",")
    .map((name) => name.trim().replace(/^type\s+/, "").replace(/\s+as\s+.*$/, ""))
    .filter((name) => name !== "");
}
