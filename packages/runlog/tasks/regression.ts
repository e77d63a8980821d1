/**
 * Regression: every example has numbers to be predicted, and a network is the better the smaller its
 * errors are. Figures are in the units of the targets, and where there are several the mean over
 * them. Chosen is by the error and not by the loss, so that runs of different losses can be compared.
 */
import type { Column } from "../column.ts";
import type { Task } from "./task.ts";

/** Decimals without an exponent: targets are numbers that people write so. */
const ON_AXIS = ",.6~r";

const NUMBER = { unit: "", precision: "float64", format: ".4~g", onAxis: ON_AXIS } as const;

/** Regression: what it leaves in the records. */
export const regression = {
  figures: {
    rmse: { title: "RMSE", ...NUMBER, better: "lower" },
    mae: { title: "MAE", ...NUMBER, better: "lower" },
    r2: { title: "R²", ...NUMBER, format: ".3f", better: "higher" },
  },
  choice: "rmse",
  answers: (targets: number): readonly Column[] =>
    Array.from({ length: targets }, (_, at): Column[] => {
      const number = targets === 1 ? "" : String(at + 1);
      return [
        { name: `target${number}`, title: `Target ${number}`.trimEnd(), ...NUMBER },
        { name: `predicted${number}`, title: `Predicted ${number}`.trimEnd(), ...NUMBER },
      ];
    }).flat(),
} as const satisfies Task;
