/**
 * The links and paths in Markdown that lead to files of the checkout, and whether the files exist.
 * Not for links to other sites.
 */
import { posix } from "node:path";

/** A link in a text. */
export interface Link {
  /** The number of its line, from 1. */
  readonly line: number;
  /** Where it leads, as written. */
  readonly target: string;
}

/** Returns the links and pictures of a Markdown text; what is in code is not a link. */
export function findLinks(text: string): Link[] {
  let isCode = false;
  return text.split("\n").flatMap((line, index) => {
    if (/^\s*```/.test(line)) isCode = !isCode;
    if (isCode) return [];
    const prose = line.replace(/`[^`]*`/g, "");
    const inline = prose.matchAll(/\]\(\s*<?([^)\s>]+)/g);
    const defined = prose.matchAll(/^\s*\[[^\]]+\]:\s+<?([^\s>]+)/g);
    return [...inline, ...defined].map(([, target]) => ({ line: index + 1, target: target! }));
  });
}

/**
 * Returns what is wrong with the links of a Markdown file to other files, one line for each.
 *
 * @param file The file's path, relative to the root, with `/`.
 * @param files All files of the checkout, likewise.
 */
export function checkLinks(file: string, text: string, files: ReadonlySet<string>): string[] {
  return findLinks(text).flatMap(({ line, target }) => {
    const path = decodeURI(target.replace(/[?#].*$/, ""));
    if (path === "" || /^[a-z][a-z0-9+.-]*:/i.test(path)) return [];
    const found = posix.join(posix.dirname(file), path).replace(/\/$/, "");
    const isThere = files.has(found) || [...files].some((known) => known.startsWith(`${found}/`));
    return isThere ? [] : [`${file}:${line}: links to ${target}, which does not exist`];
  });
}

/**
 * Returns the paths of source files that a Markdown text names, in code or in prose, and that do
 * not exist, one line for each. Braces, stars and `<name>` stand for many files and are passed
 * over.
 */
export function checkPaths(file: string, text: string, files: ReadonlySet<string>): string[] {
  return text.split("\n").flatMap((line, index) => {
    const paths = line.matchAll(/(?<![\w./-])(?:packages|tools|tests)\/[\w./*<>{},-]*/g);
    return [...paths].flatMap(([path]) => {
      if (/[*<>{}]/.test(path)) return [];
      const named = path.replace(/[.,/]+$/, "");
      const isThere = files.has(named) || [...files].some((known) => known.startsWith(`${named}/`));
      return isThere ? [] : [`${file}:${index + 1}: names ${named}, which does not exist`];
    });
  });
}
