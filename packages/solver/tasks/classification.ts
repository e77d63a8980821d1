/**
 * Classification: targets are labels as bytes, a network has one output for each class, and a row is
 * right where its label has the greatest score.
 */
import { argmax, countCorrect } from "@samebit/layers";
import type { Judgement, TaskKind } from "./task.ts";

/** Classification. */
export const classification: TaskKind = {
  outputs: ({ classes }) => classes.length,
  allocate: (rows) => new Uint8Array(rows),
  gather(split, indices, targets, rows) {
    for (let r = 0; r < rows; r++) targets[r] = split.labels[indices[r]!]!;
  },
  judge,
  predict: ({ scores, targets, outputs }, row) => ({
    label: targets[row]!,
    predicted: argmax(scores, row * outputs, outputs),
  }),
};

function judge(): Judgement {
  let correct = 0;
  let examples = 0;
  return {
    add({ scores, targets, rows, outputs }) {
      correct += countCorrect(scores, targets, rows, outputs);
      examples += rows;
    },
    figures: () => ({ accuracy: correct / examples }),
  };
}
