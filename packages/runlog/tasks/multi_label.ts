/**
 * Several labels at once: each holds of an example or not, whatever the others do, and a network is
 * the better the more of these answers are right. Chosen is by the share of all answers and not by
 * that of examples with every answer right, which many labels keep near 0, nor by the loss, so that
 * runs of different losses can be compared.
 */
import type { Column } from "../column.ts";
import { probabilityColumn, type Task } from "./task.ts";

const SHARE = { unit: "", precision: "float64", format: ".3f", better: "higher" } as const;

/** Several labels at once: what it leaves in the records. */
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
