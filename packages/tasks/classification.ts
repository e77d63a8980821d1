/**
 * Classification: targets are labels, a network has one output for each class, and a row is right
 * if its label has the greatest score.
 */
import { argmax, countCorrect, softmax } from "@samebit/losses";
import type { Judgement, TaskKind } from "./task.ts";

/** Classification. */
export const classification: TaskKind = {
  targets: "labels",
  loss: "softmax",
  outputs: ({ classes }) => classes.length,
  begin: ({ classes: { length: classes } }, _precision, told) => ({
    allocate: (rows) => new Uint16Array(rows),
    gather({ labels }, indices, targets) {
      indices.forEach((index, row) => targets[row] = labels[index]!);
    },
    judge: () => judge(classes),
    predict: ({ scores, targets }, row) => ({
      label: targets[row]!,
      predicted: argmax(scores, row * classes, classes),
      ...(told?.probabilities && Object.fromEntries(
        softmax(scores, row * classes, classes).map((each, at) => [`probability${at + 1}`, each]),
      )),
    }),
    isMistake: ({ label, predicted }) => label !== predicted,
  }),
};

function judge(classes: number): Judgement {
  let correct = 0;
  let examples = 0;
  return {
    add({ scores, targets, indices }) {
      correct += countCorrect(scores, targets, indices.length, classes);
      examples += indices.length;
    },
    figures: () => ({ accuracy: correct / examples }),
  };
}
