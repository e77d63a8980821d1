/**
 * The texts of an archive that people read first: what it is and how to check it, how to cite it,
 * where its data come from, and the checklist that journals and conferences ask for.
 */
import type { CheckItem } from "@samebit/findings";
import type { DataSet } from "./data_sets.ts";
import type { Source } from "./source.ts";

/** What the texts say about an archive. */
export interface About {
  readonly slug: string;
  readonly title: string;
  readonly question: string;
  /** Who made it. */
  readonly authors: readonly string[];
  /** The date of its newest part, such as `2026-11-29`. */
  readonly day: string;
  readonly source: Source;
}

/** `README.md`. */
export function readmeOf(
  { slug, title, question, source }: About,
  { runs, weights, kinds }: {
    readonly runs: number;
    readonly weights: boolean;
    /** The names of the author's own kinds. */
    readonly kinds: readonly string[];
  },
): string {
  return `# ${title}

${question}

This archive holds the result of an experiment with neural networks, and everything needed to check
it. \`index.html\` is its page: it opens with a double click and needs no network.

## Check it

\`\`\`
node verify.mjs                          # Node 20 or newer
deno run --allow-read=. verify.mjs       # or Deno
bun verify.mjs                           # or Bun
\`\`\`

Nothing is installed and nothing is downloaded. The program compares every file with \`SHA256SUMS\`,
repeats the ${runs} runs, compares every number down to the last bit, and prints PASS, FAIL or
inside the noise for each claim. \`node verify.mjs --help\` lists its flags.
${
    kinds.length === 0 ? "" : `
Some runs use their author's own code, ${kinds.map((name) => `\`${name}\``).join(", ")}, in
\`kinds/\`. \`verify.mjs\` contains only the program's code and reports these runs as not repeated.
In a checkout of the program, \`deno task verify ARCHIVE\` repeats them too, each in a process that
may only read this archive and the data and write to a folder of its own.
`
  }
## What is in it

| file | content |
| --- | --- |
| \`experiments/${slug}.ts\`, \`experiments/${slug}.lock.json\` | the experiment as declared; the digests of all results of its runs |
| \`experiment.json\`, \`runs/\` | the plan of the experiment; every run, with its plan in \`run.json\` and its logs${
    weights ? ", and its weights" : "; its weights are recomputed and compared by their digests"
  } |
| \`data/\` | the data, or where to get them |
${
    kinds.length === 0
      ? ""
      : "| `kinds/`, `deno.json` | the author's own code that runs use, and its names |\n"
  }| \`source.tar\`, \`deno.lock\` | the program that did the runs, commit ${source.commit}, ${source.swhid} |
${
    source.patch === undefined
      ? ""
      : "| `source-changes.patch` | the difference between the program and that commit |\n"
  }| \`ro-crate-metadata.json\`, \`CITATION.cff\`, \`checklist.md\` | for archives, journals and conferences |
| \`licences/\` | the terms of the program, of the packages in \`verify.mjs\` and of the data |

If \`verify.mjs\` no longer runs, the contract in \`source.tar\`, \`docs/contracts/\`, says bit by
bit what a run computes.
`;
}

/** `CITATION.cff`; every JSON string is also a YAML string. */
export function citationOf({ title, question, authors, day, source }: About): string {
  return [
    "cff-version: 1.2.0",
    "message: If you use this result, please cite it as below.",
    "type: dataset",
    `title: ${JSON.stringify(title)}`,
    `abstract: ${JSON.stringify(question)}`,
    "authors:",
    ...authors.map((name) => `  - name: ${JSON.stringify(name)}`),
    `date-released: "${day}"`,
    "license: MIT",
    "identifiers:",
    "  - type: swh",
    `    value: ${JSON.stringify(source.swhid)}`,
    `    description: The source of the program that did the runs`,
    "",
  ].join("\n");
}

/** `checklist.md`. */
export function checklistOf(items: readonly CheckItem[]): string {
  const lines = items.map(({ holds, asks, answer }) =>
    `- [${holds === undefined ? "?" : holds ? "x" : " "}] ${asks}: ${answer}`
  );
  return `# Reproducibility checklist

Every answer is computed from the record. \`[x]\` is met, \`[ ]\` is not, \`[?]\` is unknown.

${lines.join("\n")}
`;
}

/** `data/README.md`. */
export function dataReadmeOf(sets: readonly DataSet[]): string {
  return ["# Data", ...sets.map(sectionOf)].join("\n\n") + "\n";
}

function sectionOf({ name, about, licence, citation, files, get, hashes }: DataSet): string {
  const rows = files.map(({ name, sha256, url }) =>
    `| ${url === undefined ? `\`data/${name}\`` : `<${url}>`} | \`${sha256}\` |`
  );
  return [
    `## ${name}`,
    `${about}.`,
    ...(citation === undefined ? [] : [`Cite: ${citation}.`]),
    ...(licence === undefined ? [] : [`Licence: ${licence.name}, <${licence.url}>.`]),
    ...(rows.length === 0 ? [] : [["| file | SHA-256 |", "| --- | --- |", ...rows].join("\n")]),
    ...(get === undefined ? [] : [get]),
    `Content hash, as recorded in the runs: ${hashes.map((hash) => `\`${hash}\``).join(", ")}.`,
  ].join("\n\n");
}
