/**
 * Classification: every example has a label, and a network is better the more often the label's
 * score is the highest.
 */
import type { Column } from "../column.ts";
import { probabilityColumn, type Task } from "./task.ts";

/** Classification: what it adds to the records. */
export const classification = {
  figures: {
    accuracy: {
      title: "Accuracy",
      unit: "",
      precision: "float64",
      format: ".3f",
      better: "higher",
      isShare: true,
    },
  },
  choice: "accuracy",
  answers: (classes: number): readonly Column[] => [
    { name: "label", title: "Label", unit: "", precision: "integer", format: "d" },
    { name: "predicted", title: "Predicted", unit: "", precision: "integer", format: "d" },
    ...Array.from({ length: classes }, (_, at) => probabilityColumn(at)),
  ],
} as const satisfies Task;
