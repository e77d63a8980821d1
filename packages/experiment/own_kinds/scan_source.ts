/**
 * What a source imports, and the words in it that have no place in a kind: read from its text, not
 * from its meaning. It finds what is written by mistake. What is hidden on purpose can do no harm
 * in the sandbox, but can give wrong numbers.
 *
 * @module
 */

/** What was found in a source. */
export interface ScannedSource {
  /** What it imports, as written. */
  readonly imports: readonly string[];
  /** What it must not contain, with the line. */
  readonly faults: readonly { readonly line: number; readonly problem: string }[];
}

/** The members of `Math` that give the same bits everywhere. */
const EXACT = "abs|ceil|clz32|floor|fround|imul|max|min|round|sign|sqrt|trunc|" +
  "E|LN10|LN2|LOG10E|LOG2E|PI|SQRT1_2|SQRT2";

const REFUSED: readonly (readonly [pattern: RegExp, problem: string])[] = [
  [
    new RegExp(`\\bMath\\b(?!\\s*\\.\\s*(?:${EXACT})\\b)(?:\\s*\\.\\s*\\w+)?`, "g"),
    "engines and machines round differently; use the functions of @samebit/arithmetic",
  ],
  [/\*\*=?/g, "engines and machines round differently; multiply, or use @samebit/arithmetic"],
  [
    /\b(?:Date|performance|Temporal|setTimeout|setInterval)\b/g,
    "makes a run depend on when it happens",
  ],
  [
    /\b(?:crypto|getRandomValues)\b/g,
    "gives other numbers in every run; draw from a stream of @samebit/random",
  ],
  [
    /\b(?:Deno|process|fetch|globalThis|self|Worker|WebAssembly|eval|Function|require)\b(?!\s*[:?])/g,
    "uses something that a kind is not given",
  ],
  [/\bimport\s*\(/g, "imports what nobody can hash beforehand; use an import at the top"],
  [
    /^(?:export\s+)?(?:let|var)\s+\w+/gm,
    "is state of the module, which outlives a run; keep it in what create returns",
  ],
];

/** Reads a source's text. */
export function scanSource(text: string): ScannedSource {
  const { code, texts } = blank(text);
  const imports = texts.filter(({ at }) => /\b(?:from|import)\s*$/.test(code.slice(0, at)))
    .map(({ value }) => value);
  const faults = REFUSED.flatMap(([pattern, problem]) =>
    [...code.matchAll(pattern)].map((found) => ({
      line: code.slice(0, found.index).split("\n").length,
      problem: `uses ${found[0].replace(/\s+/g, " ")}, which ${problem}`,
    }))
  );
  return { imports, faults: faults.sort((a, b) => a.line - b.line) };
}

/** Comments, and string literals with their content. */
const SKIPPED = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/g;

/** The source with blanks for comments and string literals, and the literals with their places. */
function blank(text: string): { code: string; texts: { at: number; value: string }[] } {
  const texts: { at: number; value: string }[] = [];
  const code = text.replace(SKIPPED, (found, at: number) => {
    if (!found.startsWith("/")) texts.push({ at, value: found.slice(1, -1) });
    return found.replace(/[^\n]/g, " ");
  });
  return { code, texts };
}
