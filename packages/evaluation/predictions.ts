/**
 * The predictions of a network as CSV: a line for each example with its class and scores, with the
 * predicted numbers, or with the probability of each label.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { stringify } from "@std/csv";
import { logistic } from "@samebit/arithmetic";
import { BadInput, escapeFormula } from "@samebit/input";
import { argmax, type TargetKind } from "@samebit/losses";
import { formatNumber } from "@samebit/runlog";
import type { TargetMap } from "@samebit/splits";
import { replaceFile, rootOf } from "@samebit/store";
import type { Floats } from "@samebit/tensors";

/** Examples that have been judged. */
export interface Judged {
  /** The names of the classes, by class number; none if there are targets. */
  readonly classes: readonly string[];
  /** The names of the targets and how they are standardized, if there are any. */
  readonly map?: TargetMap;
  /** [examples, outputs]. */
  readonly scores: Floats;
  /** Class numbers, [examples]; absent if unknown. */
  readonly labels?: Uint16Array;
  /** The targets, [examples, targets]; absent if unknown. */
  readonly targets?: Float64Array;
  /** Their paths if examples are files, [examples]. */
  readonly files?: readonly string[];
}

const ROWS: { readonly [Kind in TargetKind]: (judged: Judged) => string[][] } = {
  "labels": rowsOfClasses,
  /** Each number in its own unit. */
  "numbers": (judged) => {
    const { mean, deviation } = judged.map!;
    return rowsOfTargets(judged, "predicted", (score, j) => score * deviation[j]! + mean[j]!);
  },
  "zeros-and-ones": (judged) => rowsOfTargets(judged, "probability of", logistic),
};

/** The CSV text of answers to targets of this kind: not `predictions.csv` of a run, which has numbers alone. */
export function formatAnswers(targets: TargetKind, judged: Judged): string {
  return stringify(ROWS[targets](judged), { headers: false }).replaceAll("\r\n", "\n");
}

/**
 * The rows if classes are predicted: `example` (from 0, in the order of the file or split), `file`
 * if examples are files, `label` if labels are known, `predicted` (empty if a score is NaN), and a
 * column with the exact score of each class. Names that a spreadsheet would read as formulas get an
 * apostrophe in front.
 */
function rowsOfClasses({ classes, scores, labels, files }: Judged): string[][] {
  const head = [
    "example",
    ...(files ? ["file"] : []),
    ...(labels === undefined ? [] : ["label"]),
    "predicted",
  ];
  const rows: string[][] = [[...head, ...classes.map((name) => `score of ${name}`)]];
  for (let start = 0, example = 0; start < scores.length; start += classes.length, example++) {
    rows.push([
      String(example),
      ...(files ? [escapeFormula(files[example]!)] : []),
      ...(labels === undefined ? [] : [escapeFormula(classes[labels[example]!]!)]),
      escapeFormula(classes[argmax(scores, start, classes.length)] ?? ""),
      ...Array.from(scores.subarray(start, start + classes.length), formatNumber),
    ]);
  }
  return rows;
}

/**
 * The rows if there are targets: `example`, then for each target its value, if known, and its
 * prediction.
 */
function rowsOfTargets(
  { map, scores, targets }: Judged,
  what: string,
  say: (score: number, target: number) => number,
): string[][] {
  const { names } = map!;
  const head = names.flatMap((name) => [
    ...(targets === undefined ? [] : [escapeFormula(name)]),
    `${what} ${name}`,
  ]);
  const examples = scores.length / names.length;
  return [
    ["example", ...head],
    ...Array.from({ length: examples }, (_, example) => [
      String(example),
      ...names.flatMap((_, j) => {
        const at = example * names.length + j;
        const said = formatNumber(say(scores[at]!, j));
        return targets === undefined ? [said] : [formatNumber(targets[at]!), said];
      }),
    ]),
  ];
}

/**
 * Writes predictions to a new file, completely or not at all.
 *
 * @throws {BadInput} It cannot be written.
 */
export async function writePredictions(file: string, text: string): Promise<void> {
  try {
    await replaceFile(join(rootOf(dirname(file)), basename(file)), text);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BadInput("--predictions", `cannot write ${file}: ${reason}`, { cause });
  }
}
