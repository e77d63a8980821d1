/**
 * Describes the apparent content of a user's table, for `deno task data FILE.csv`, and an
 * experiment on it, for `deno task new SLUG --csv FILE.csv`.
 *
 * @module
 */
import { basename, relative } from "node:path";
import { BadInput, escapeText } from "@samebit/input";
import { LIMITS, readGiven } from "@samebit/store";
import {
  type ColumnProfile,
  profileTable,
  suggestTable,
  type TableProfile,
  type TableSuggestion,
} from "@samebit/tables";
import { formatTable, type Terminal } from "@samebit/terminal";

/** A table that was examined. */
export interface LookedAt {
  /** Its apparent content. */
  readonly profile: TableProfile;
  /** The suggested settings of a plan. */
  readonly suggestion: TableSuggestion;
  /** Its path below the data directory; only its name if it is elsewhere. */
  readonly file: string;
  /** Whether it is below the data directory. */
  readonly isInPlace: boolean;
}

/**
 * Reads a table.
 *
 * @throws {BadInput} It cannot be read, or is not a table.
 */
export async function lookAtTable(path: string, dataDir: string): Promise<LookedAt> {
  const below = relative(dataDir, path).replaceAll("\\", "/");
  const isInPlace = !below.startsWith("..") && !below.startsWith("/") && !below.includes(":");
  try {
    const profile = profileTable(await readGiven(path, LIMITS.data), path);
    const file = isInPlace ? below : basename(path);
    return { profile, suggestion: suggestTable(profile), file, isInPlace };
  } catch (cause) {
    if (cause instanceof Deno.errors.NotFound) throw new BadInput(path, "does not exist");
    if (cause instanceof SyntaxError) throw new BadInput(path, cause.message, { cause });
    throw cause;
  }
}

/** Prints how a table is understood, and the lines of an experiment to paste. */
export function printTable(
  { profile, suggestion, file, isInPlace }: LookedAt,
  dataDir: string,
  terminal: Terminal,
): void {
  const { rows, columns, delimiter, header, decimal } = profile;
  const separated = delimiter === "tab" ? "tabs" : `${delimiter}s`;
  terminal.print(escapeText(
    `${profile.file}: ${count(rows, "row")}, ${count(columns.length, "column")}, separated by ` +
      `${separated}${decimal === "comma" ? ", with decimal commas" : ""}; ${BEGINS[header]}`,
  ));
  terminal.print(formatTable(
    ["column", "holds", "missing", "values"],
    columns.map((column) => [
      column.name ?? column.index,
      column.kind,
      column.missing,
      describeValues(column),
    ]),
    terminal,
  ));
  const answers = [suggestion.answer, ...suggestion.others].slice(0, 5).map(spell);
  terminal.print(`What may be predicted, the likeliest first: ${answers.join(", ")}`);
  for (const note of suggestion.notes) terminal.print(`- ${escapeText(note)}`);
  if (!isInPlace) terminal.print(`- put the file into the data folder: ${dataDir}/${file}`);
  terminal.print(`\nTo paste into an experiment:\n${settingsOf({ suggestion, file }, "  ")}`);
}

const BEGINS = {
  names: "the first line names them",
  none: "no line names them",
  counts: "the first line has counts and classes",
} as const;

/** The least, the mean and the greatest of numbers; the most frequent words. */
function describeValues({ kind, range, values, hasMore, marks }: ColumnProfile): string {
  const different = hasMore ? `more than ${values.size}` : String(values.size);
  const missing = marks.length > 0 ? `; ${marks.map(spell).join(", ")} taken as missing` : "";
  if (kind === "numbers") {
    const { least, mean, greatest } = range!;
    if (least === greatest) return `${least} alone${missing}`;
    const shown = [least, mean, greatest].map((value) => String(Number(value.toPrecision(5))));
    return `${shown[0]} to ${shown[2]}, mean ${shown[1]}, ${different} different${missing}`;
  }
  if (kind === "empty") return "none";
  const common = [...values].toSorted((a, b) => b[1] - a[1]).slice(0, 4)
    .map(([word, times]) => `${spell(word)} ${times}`);
  const more = hasMore || values.size > common.length ? ", ..." : "";
  return `${different} different: ${common.join(", ")}${more}${missing}`;
}

/** The lines of the task and the data set, indented. */
export function settingsOf(
  { suggestion: { task, fields }, file }: Pick<LookedAt, "suggestion" | "file">,
  indent: string,
): string {
  const given = { kind: "csv", file, ...fields };
  const lines = Object.entries(given).flatMap(([name, value]) =>
    fieldLines(name, value, WIDTH - indent.length)
  );
  return [
    ...(task === "regression" ? ['task: "regression",'] : []),
    "dataset: {",
    ...lines,
    "},",
  ].map((line) => indent + line).join("\n");
}

/** The width of a line of code. */
const WIDTH = 100;

/** A field as the formatter writes it: on one line if it fits. */
function fieldLines(name: string, value: unknown, width: number): string[] {
  const items = Array.isArray(value) ? value.map((item) => JSON.stringify(item)) : undefined;
  const line = `  ${name}: ${items ? `[${items.join(", ")}]` : JSON.stringify(value)},`;
  if (items === undefined || line.length <= width) return [line];
  return [`  ${name}: [`, ...items.map((item) => `    ${item},`), "  ],"];
}

/** A complete experiment on a table: a linear model against one hidden layer. */
export function experimentOn(title: string, looked: LookedAt): string {
  const { suggestion: { task, answer }, profile } = looked;
  const what = typeof answer === "string" ? answer : `column ${answer}`;
  const metric = task === "regression" ? "testRmse" : "testAccuracy";
  const better = task === "regression" ? "lower" : "higher";
  const batchSize = Math.max(1, Math.min(32, Math.floor(profile.rows / 8)));
  return `import type { Experiment } from "@samebit/experiment";

export default {
  title: ${JSON.stringify(title)},
  question: ${JSON.stringify(`Does a hidden layer predict ${what} better than a linear model?`)},
  expectation: "What you expect, written before you run it",
  base: {
${settingsOf(looked, "    ")}
    model: { kind: "fully-connected", hidden: [32] },
    optimizer: { kind: "adam", learningRate: 1e-2 },
    batchSize: ${batchSize},
    epochs: 30,
    evaluation: { predictions: true },
  },
  compare: {
    "model.hidden": { "linear": [], "hidden layer": [32] },
  },
  seeds: [1, 2, 3, 4, 5],
  claims: [
    {
      says: "A hidden layer does better on examples it has not seen",
      metric: ${JSON.stringify(metric)},
      ${better}: "hidden layer",
      than: "linear",
    },
  ],
} satisfies Experiment;
`;
}

function count(number: number, what: string): string {
  return `${number.toLocaleString("en")} ${what}${number === 1 ? "" : "s"}`;
}

function spell(value: unknown): string {
  return JSON.stringify(value);
}
