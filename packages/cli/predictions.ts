/**
 * What a network says of examples, as CSV: a line for each, with its class and its scores.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { stringify } from "@std/csv";
import { BadInput, spellCell } from "@samebit/input";
import { replaceFile, rootOf } from "@samebit/store";
import { argmax } from "@samebit/layers";
import { formatNumber } from "@samebit/runlog";
import type { Floats } from "@samebit/tensors";

/** Examples that have been judged. */
export interface Judged {
  /** The names of the classes, by class number. */
  readonly classes: readonly string[];
  /** [examples, classes]. */
  readonly scores: Floats;
  /** Class numbers, [examples]; absent where nobody knows. */
  readonly labels?: Uint8Array;
}

/**
 * The text of `predictions.csv`: `example` (from 0, in the order of the file or split), `label` where
 * labels are known, `predicted` (empty where a score is NaN), and a column with the exact score of
 * each class. Names that a spreadsheet would take for formulas stand behind an apostrophe.
 */
export function formatPredictions({ classes, scores, labels }: Judged): string {
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
  return stringify(rows, { headers: false }).replaceAll("\r\n", "\n");
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
