/**
 * Predicted against true: each test example as a point, on the diagonal if it is right. Shows what
 * a single figure hides: extremes that are pulled to the mean, a bend, a few outliers.
 */
import type { NumberPredictions } from "../logs/number_predictions.ts";
import { type ChartSpec, frame, numberAxis, tipNumber } from "@samebit/plotting";
import { choiceOf, CHOSEN, ON_AXIS, pointsOf, shownNumbers, spanOf } from "./choices.ts";

/** The points, of one variant and target at a time. */
export function predictedAgainstTrueChart(predictions: NumberPredictions): ChartSpec {
  const { rows, note } = pointsOf(predictions);
  const diagonal = shownNumbers(predictions).flatMap(({ option, first }) =>
    spanOf(first.map(({ target }) => target)).map((end) => ({
      option,
      target: end,
      predicted: end,
    }))
  );
  const x = {
    field: "target",
    type: "quantitative",
    title: "True",
    scale: { zero: false },
    axis: numberAxis(ON_AXIS),
  } as const;
  const y = { ...x, field: "predicted", title: "Predicted" } as const;
  return {
    ...frame({
      title: "Predicted against true",
      note: `Point: one test example, first seed. Line: where predictions are right.${note}`,
      description: `Scatter plot of ${rows.length} predictions against what is true`,
      height: 300,
      tables: [
        {
          data: "points",
          caption: `Test examples with what is true and what is predicted, first seed.${note}`,
          columns: [
            ["option", "Variant"],
            ["example", "Example"],
            ["target", "True"],
            ["predicted", "Predicted"],
            ["error", "Error"],
          ],
          rows,
        },
        {
          data: "diagonal",
          caption: "The line on which predictions are right",
          columns: [["option", "Variant"], ["target", "True"], ["predicted", "Predicted"]],
          rows: diagonal,
        },
      ],
      choice: choiceOf(predictions),
    }),
    layer: [
      {
        data: { name: "diagonal" },
        transform: [CHOSEN],
        mark: { type: "line", color: "#888888", strokeDash: [4, 4] },
        encoding: { x, y },
      },
      {
        data: { name: "points" },
        transform: [CHOSEN],
        mark: { type: "point", filled: true, size: 28, opacity: 0.65 },
        encoding: {
          x,
          y,
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
