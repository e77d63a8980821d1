/**
 * Errors against predictions: without a pattern if a network has learned what there is to learn; a
 * bend or a funnel shows what it has not learned.
 */
import type { NumberPredictions } from "../logs/number_predictions.ts";
import { type ChartSpec, frame, numberAxis, tipNumber } from "@samebit/plotting";
import { choiceOf, CHOSEN, ON_AXIS, pointsOf } from "./choices.ts";

/** The points, of one variant and target at a time. */
export function residualsChart(predictions: NumberPredictions): ChartSpec {
  const { rows, note } = pointsOf(predictions);
  return {
    ...frame({
      title: "Errors by prediction",
      note: "Point: one test example, first seed: predicted minus true, against the prediction. " +
        `Above the line it is predicted too high.${note}`,
      description: `Scatter plot of the errors of ${rows.length} predictions by what is predicted`,
      height: 300,
      tables: [{
        data: "points",
        caption: `The errors of test examples, predicted minus true, first seed.${note}`,
        columns: [
          ["option", "Variant"],
          ["example", "Example"],
          ["predicted", "Predicted"],
          ["error", "Error"],
        ],
        rows,
      }],
      choice: choiceOf(predictions),
    }),
    layer: [
      {
        data: { values: [{ none: 0 }] },
        mark: { type: "rule", color: "#888888", strokeDash: [4, 4] },
        encoding: { y: { field: "none", type: "quantitative" } },
      },
      {
        data: { name: "points" },
        transform: [CHOSEN],
        mark: { type: "point", filled: true, size: 28, opacity: 0.65 },
        encoding: {
          x: {
            field: "predicted",
            type: "quantitative",
            title: "Predicted",
            scale: { zero: false },
            axis: numberAxis(ON_AXIS),
          },
          y: { field: "error", type: "quantitative", title: "Error", axis: numberAxis(ON_AXIS) },
          tooltip: [
            { field: "example", title: "Example" },
            tipNumber("target", "True"),
            tipNumber("predicted", "Predicted"),
            tipNumber("error", "Error"),
          ],
        },
      },
    ],
  };
}
