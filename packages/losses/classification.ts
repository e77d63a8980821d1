/**
 * Classification as far as a network is concerned: targets are labels, a row of scores has one
 * number for each class, and a row is right if its label has the highest.
 */
import { requireField, type Values, wholeNumbers } from "@samebit/input";
import { type Floats, MOST_CLASSES } from "@samebit/tensors";
import { argmax } from "./argmax.ts";

const CLASSES: Values<number> = wholeNumbers(2, MOST_CLASSES, ", as labels have 16 bits");

/**
 * Checks the number of classes.
 *
 * @param where What the error names, such as `the softmax loss`.
 * @throws {RangeError} There are fewer than 2, or more than a label can name.
 */
export function requireClasses(where: string, classes: number): void {
  requireField(where, "classes", CLASSES, classes);
}

/** How many of the first `rows` rows of scores have their label as the {@link argmax}. */
export function countCorrect(
  scores: Floats,
  labels: ArrayLike<number>,
  rows: number,
  classes: number,
): number {
  let correct = 0;
  for (let r = 0; r < rows; r++) {
    if (argmax(scores, r * classes, classes) === labels[r]) correct++;
  }
  return correct;
}
