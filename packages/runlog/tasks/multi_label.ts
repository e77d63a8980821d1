/**
 * Several labels at once: each applies to an example or not, independently of the others, and a
 * network is better the more of these answers are right. The share of right answers decides: not
 * the share of examples with every answer right, which is near 0 where there are many labels, and
 * not the loss, so that runs with different losses can be compared.
 */
import type { Column } from "../column.ts";
import { probabilityColumn, type Task } from "./task.ts";

const SHARE = { unit: "", precision: "float64", format: ".3f", better: "higher" } as const;

/** Several labels at once: what it adds to the records. */
export const multiLabel = {
  figures: {
    labelAccuracy: { title: "Label accuracy", ...SHARE },
    exactMatch: { title: "Exact match", ...SHARE, isShare: true },
    macroF1: { title: "Macro F1", ...SHARE },
  },
  choice: "labelAccuracy",
  answers: (labels: number): readonly Column[] =>
    Array.from({ length: labels }, (_, at): Column[] => [
      {
        name: `target${at + 1}`,
        title: `Target ${at + 1}`,
        unit: "",
        precision: "integer",
        format: "d",
      },
      probabilityColumn(at),
    ]).flat(),
} as const satisfies Task;
