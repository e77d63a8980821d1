/**
 * Regression: every example has numbers to be predicted, and a network is better the smaller its
 * errors are. Figures are in the units of the targets; where there are several, they are means over
 * them. The error decides and not the loss, so that runs with different losses can be compared.
 */
import type { Column } from "../column.ts";
import type { Task } from "./task.ts";

/** Decimals without an exponent, since targets are numbers that people write that way. */
const ON_AXIS = ",.6~r";

const NUMBER = { unit: "", precision: "float64", format: ".4~g", onAxis: ON_AXIS } as const;

/** Regression: what it adds to the records. */
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
