/**
 * The worst predicted test examples: what is true and what was predicted, and in the table behind
 * it their features. Often they say more about the data than about the network.
 */
import type { NumberPredictions } from "../logs/number_predictions.ts";
import { type ChartSpec, frame, numberAxis, tipNumber } from "@samebit/plotting";
import { highest } from "@samebit/statistics";
import { choiceOf, CHOSEN, noteOfLeftNumbers, ON_AXIS, rounded, shownNumbers } from "./choices.ts";

const MOST_DRAWN = 12;

/** The most features in the table. */
const MOST_FEATURES = 30;

/** The examples, of one variant and target at a time. */
export function worstNumbersChart(predictions: NumberPredictions): ChartSpec {
  const shown = shownNumbers(predictions);
  const features = predictions.features.slice(0, MOST_FEATURES);
  const note =
    (features.length < predictions.features.length
      ? ` The first ${MOST_FEATURES} features of ${predictions.features.length}.`
      : "") + noteOfLeftNumbers(predictions);
  const rows = shown.flatMap(({ option, worst }) =>
    worst.slice(0, MOST_DRAWN).map((each, place) => ({
      option,
      place,
      name: `example ${each.example}`,
      ...rounded(each),
      ...Object.fromEntries(
        features.map((_, at) => [`f${at}`, Number((each.features[at] ?? NaN).toPrecision(6))]),
      ),
    }))
  );
  const most = highest(shown.map(({ worst }) => Math.min(MOST_DRAWN, worst.length)));
  const y = { field: "place", type: "ordinal", title: null, axis: null } as const;
  const x = (field: "target" | "predicted") =>
    ({
      field,
      type: "quantitative",
      title: "True, and predicted",
      scale: { zero: false },
      axis: numberAxis(ON_AXIS),
    }) as const;
  return {
    ...frame({
      title: "Worst predicted",
      note: "Test examples of the greatest loss, first seed: ring what is true, dot what is " +
        `predicted. The table behind has their features.${note}`,
      description: `Up to ${most} badly predicted examples of each variant; the worst: ${
        shown.flatMap(({ option, worst: [worst] }) =>
          worst
            ? `${option}, example ${worst.example} of ${Number(worst.target.toPrecision(4))} ` +
              `taken for ${Number(worst.predicted.toPrecision(4))}`
            : []
        ).join("; ")
      }`,
      height: 22 * most,
      tables: [{
        data: "worst",
        caption: `The test examples of the greatest loss, first seed.${note} All predictions are ` +
          "in each run's predictions.csv",
        columns: [
          ["option", "Variant"],
          ["example", "Example"],
          ["target", "True"],
          ["predicted", "Predicted"],
          ["error", "Error"],
          ...features.map((name, at) => [`f${at}`, name] as const),
        ],
        rows,
      }],
      choice: choiceOf(predictions),
    }),
    data: { name: "worst" },
    transform: [CHOSEN],
    encoding: {
      y,
      tooltip: [
        { field: "example", title: "Example" },
        tipNumber("target", "True"),
        tipNumber("predicted", "Predicted"),
        tipNumber("error", "Error"),
      ],
    },
    layer: [
      {
        mark: { type: "rule", color: "#888888" },
        encoding: { x: x("target"), x2: { field: "predicted" } },
      },
      { mark: { type: "point", size: 70 }, encoding: { x: x("target") } },
      { mark: { type: "point", filled: true, size: 70 }, encoding: { x: x("predicted") } },
      {
        mark: { type: "text", align: "left", baseline: "bottom", dx: 6, dy: -2, fontSize: 10 },
        encoding: { x: x("target"), text: { field: "name", type: "nominal" } },
      },
    ],
  };
}
