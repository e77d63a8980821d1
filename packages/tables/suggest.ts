/**
 * What a plan may say about a table, guessed from its profile: a start to edit, with the reasons.
 *
 * @module
 */
import type { ColumnProfile, TableProfile } from "./profile.ts";

/** A suggestion. */
export interface TableSuggestion {
  /** What is to be found out: the class of an example, or a number. */
  readonly task: "classification" | "regression";
  /** The column of the label or target: its name, or its index if the file has none. */
  readonly answer: number | string;
  /** Other candidates, the likeliest first. */
  readonly others: readonly (number | string)[];
  /** The fields of the data set, without neutral ones, in order. */
  readonly fields: Readonly<Record<string, unknown>>;
  /** Why columns are dropped and what else should be looked at, in sentences. */
  readonly notes: readonly string[];
}

/** A label has at most so many values to be suggested as one. */
const MOST_LABELS = 30;

/** More different words than these are names and no groups. */
const MOST_LEVELS = 50;

const LABEL_NAMES = /^(label|class|target|species|category|type|kind|outcome|result|y)$/i;

/**
 * Suggests settings for a table.
 *
 * The answer is the column whose name suggests it, otherwise the last column that can be one. A few
 * distinct words are classes. Numbers are to be predicted, however few values they have: that they
 * are classes has to be declared.
 */
export function suggestTable(profile: TableProfile): TableSuggestion {
  const { columns, header } = profile;
  const candidates = columns.filter((column) => canBeAnswer(column, profile));
  const called = candidates.filter(({ name }) => name !== undefined && LABEL_NAMES.test(name));
  const ordered = header === "counts"
    ? [columns.at(-1)!]
    : [...new Set([...called, ...candidates.toReversed(), columns.at(-1)!])];
  const answer = ordered[0]!;
  const isClass = header === "counts" || answer.kind !== "numbers";
  const features = columns.filter((column) => column !== answer);
  const dropped = features.flatMap((column) => {
    const reason = reasonToDrop(column, profile);
    return reason === undefined ? [] : [{ column, reason }];
  });
  const kept = features.filter((column) => !dropped.some((each) => each.column === column));
  const words = kept.filter(({ kind }) => kind === "words");
  const isMissing = [answer, ...kept].some(({ missing }) => missing > 0);
  const marks = [...new Set([answer, ...kept].flatMap(({ marks }) => marks))];
  return {
    task: isClass ? "classification" : "regression",
    answer: keyOf(answer),
    others: ordered.slice(1).map(keyOf),
    fields: {
      ...(header !== "names" && { header }),
      ...(isClass
        ? { ...(answer.index !== columns.length - 1 && { label: keyOf(answer) }) }
        : { targets: [keyOf(answer)] }),
      ...(profile.decimal !== "point" && { decimal: profile.decimal }),
      ...(dropped.length > 0 && { drop: dropped.map(({ column }) => keyOf(column)) }),
      ...(words.length > 0 && { categorical: words.map(keyOf) }),
      ...(isMissing && { missing: "mean" }),
      ...(marks.length > 0 && { missingMarks: marks }),
    },
    notes: [
      ...dropped.map(({ column, reason }) => `${spell(column)} is dropped: ${reason}`),
      ...notesOf(answer, kept, header === "counts"),
    ],
  };
}

function notesOf(answer: ColumnProfile, kept: readonly ColumnProfile[], isCounted: boolean) {
  const notes: string[] = [];
  const few = answer.kind === "numbers" && !isCounted && answer.values.size <= MOST_LABELS &&
    answer.isWhole;
  if (few) {
    notes.push(
      `${
        spell(answer)
      } has ${answer.values.size} different numbers: it is predicted as a number; ` +
        `set label: ${
          JSON.stringify(keyOf(answer))
        } instead of task and targets where they are classes`,
    );
  }
  const missing = kept.filter(({ missing }) => missing > 0);
  if (missing.length > 0) {
    notes.push(
      `missing cells of ${
        missing.map(spell).join(", ")
      } are filled: numbers with the mean of the ` +
        'training examples; missing "leave-out" leaves their rows out',
    );
  }
  return notes;
}

function canBeAnswer(column: ColumnProfile, { rows }: TableProfile): boolean {
  if (column.kind === "numbers") return column.values.size > 1 && !isNumbering(column, rows);
  return column.kind === "words" && !column.hasMore && column.values.size > 1 &&
    column.values.size <= MOST_LABELS;
}

function reasonToDrop(column: ColumnProfile, { rows }: TableProfile): string | undefined {
  const { kind, values, hasMore } = column;
  const count = hasMore ? `more than ${values.size}` : String(values.size);
  if (kind === "empty") return "all its cells are missing";
  if (values.size === 1 && !hasMore && column.missing === 0) return "it has one value in all rows";
  if (kind === "dates") return 'it holds dates; split "in-order" can go by it';
  if (kind === "words" && (hasMore || values.size > MOST_LEVELS)) {
    return `it has ${count} different words in ${rows} rows, hardly any of them twice`;
  }
  if (isNumbering(column, rows)) return "it seems to number the rows";
  return undefined;
}

/** Whether a column counts the rows, or is as good as that. */
function isNumbering({ isWhole, range, hasMore, values }: ColumnProfile, rows: number): boolean {
  if (!isWhole || range === undefined) return false;
  const all = hasMore || values.size === rows;
  return all && rows > 2 && range.least >= 0 && range.greatest - range.least === rows - 1;
}

function keyOf({ name, index }: ColumnProfile): number | string {
  return name ?? index;
}

function spell(column: ColumnProfile): string {
  return JSON.stringify(keyOf(column));
}
