/**
 * What a network says of examples, as CSV: a line for each, with its class and its scores, with the
 * numbers that it predicts, or with the probability of each label.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { stringify } from "@std/csv";
import { logistic } from "@samebit/arithmetic";
import { BadInput, spellCell } from "@samebit/input";
import { argmax, type TargetKind } from "@samebit/losses";
import { formatNumber } from "@samebit/runlog";
import type { TargetMap } from "@samebit/splits";
import { replaceFile, rootOf } from "@samebit/store";
import type { Floats } from "@samebit/tensors";

/** Examples that have been judged. */
export interface Judged {
  /** The names of the classes, by class number; none where there are targets. */
  readonly classes: readonly string[];
  /** What targets are called and how they are standardized, where there are some. */
  readonly map?: TargetMap;
  /** [examples, outputs]. */
  readonly scores: Floats;
  /** Class numbers, [examples]; absent where nobody knows. */
  readonly labels?: Uint16Array;
  /** What targets are, [examples, targets]; absent where nobody knows. */
  readonly targets?: Float64Array;
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

/** The text of `predictions.csv`, of targets of this kind. */
export function formatPredictions(targets: TargetKind, judged: Judged): string {
  return stringify(ROWS[targets](judged), { headers: false }).replaceAll("\r\n", "\n");
}

/**
 * The rows where classes are predicted: `example` (from 0, in the order of the file or split), `label` where
 * labels are known, `predicted` (empty where a score is NaN), and a column with the exact score of
 * each class. Names that a spreadsheet would take for formulas stand behind an apostrophe.
 */
function rowsOfClasses({ classes, scores, labels }: Judged): string[][] {
  const head = ["example", ...(labels === undefined ? [] : ["label"]), "predicted"];
  const rows: string[][] = [[...head, ...classes.map((name) => `score of ${name}`)]];
  for (let start = 0, example = 0; start < scores.length; start += classes.length, example++) {
    rows.push([
      String(example),
      ...(labels === undefined ? [] : [spellCell(classes[labels[example]!]!)]),
      spellCell(classes[argmax(scores, start, classes.length)] ?? ""),
      ...Array.from(scores.subarray(start, start + classes.length), formatNumber),
    ]);
  }
  return rows;
}

/**
 * The rows where there are targets: `example`, then for each target what it is, where that is known,
 * and what a score of it comes to.
 */
function rowsOfTargets(
  { map, scores, targets }: Judged,
  what: string,
  say: (score: number, target: number) => number,
): string[][] {
  const { names } = map!;
  const head = names.flatMap((name) => [
    ...(targets === undefined ? [] : [spellCell(name)]),
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
 * Writes predictions to a file that is not there yet, whole or not at all.
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
