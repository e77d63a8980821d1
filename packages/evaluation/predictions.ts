/**
 * What a network says of examples, as CSV: a line for each, with its class and its scores, or with
 * the numbers that it predicts.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { stringify } from "@std/csv";
import { BadInput, spellCell } from "@samebit/input";
import { argmax } from "@samebit/losses";
import { formatNumber } from "@samebit/runlog";
import type { TargetMap } from "@samebit/splits";
import { replaceFile, rootOf } from "@samebit/store";
import type { Floats } from "@samebit/tensors";

/** Examples that have been judged. */
export interface Judged {
  /** The names of the classes, by class number; none where numbers are predicted. */
  readonly classes: readonly string[];
  /** How targets are standardized, where numbers are predicted. */
  readonly map?: TargetMap;
  /** [examples, outputs]. */
  readonly scores: Floats;
  /** Class numbers, [examples]; absent where nobody knows. */
  readonly labels?: Uint16Array;
  /** Numbers to be predicted, [examples, targets]; absent where nobody knows. */
  readonly targets?: Float64Array;
}

/** The text of `predictions.csv`: of numbers, where a map of targets is given, else of classes. */
export function formatPredictions({ map, ...judged }: Judged): string {
  const rows = map === undefined ? rowsOfClasses(judged) : rowsOfNumbers(map, judged);
  return stringify(rows, { headers: false }).replaceAll("\r\n", "\n");
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
 * The rows where numbers are predicted: `example`, then for each target what it is, where that is
 * known, and what is predicted, in its own unit.
 */
function rowsOfNumbers(
  { names, mean, deviation }: TargetMap,
  { scores, targets }: Judged,
): string[][] {
  const head = names.flatMap((name) => [
    ...(targets === undefined ? [] : [spellCell(name)]),
    `predicted ${name}`,
  ]);
  const examples = scores.length / names.length;
  return [
    ["example", ...head],
    ...Array.from({ length: examples }, (_, example) => [
      String(example),
      ...names.flatMap((_, j) => {
        const at = example * names.length + j;
        const predicted = formatNumber(scores[at]! * deviation[j]! + mean[j]!);
        return targets === undefined ? [predicted] : [formatNumber(targets[at]!), predicted];
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
