/**
 * The test examples of the greatest loss where several labels may apply: which labels were missed,
 * which were added, and in the table behind it their features.
 */
import { titleWithUnit, unitOf } from "@samebit/findings";
import { type ChartSpec, frame, numberAxis, tipNumber } from "@samebit/plotting";
import { highest } from "@samebit/statistics";
import { noteOfLeft } from "../left_out.ts";
import type { LabelPredictions } from "../logs/label_predictions.ts";

const MOST_DRAWN = 12;

/** Features in the table at most. */
const MOST_FEATURES = 30;

/** Whether some example is answered wrongly. */
export function hasWorstLabels({ variants }: LabelPredictions): boolean {
  return variants.some(({ worst }) => worst.length > 0);
}

/** The examples, of one variant at a time. */
export function worstLabelsChart(predictions: LabelPredictions): ChartSpec {
  const { labels, variants, first, left } = predictions;
  const features = predictions.features.slice(0, MOST_FEATURES);
  const note =
    (features.length < predictions.features.length
      ? ` The first ${MOST_FEATURES} features of ${predictions.features.length}.`
      : "") +
    noteOfLeft(variants.length, left);
  const rows = variants.flatMap(({ variant, worst }) =>
    worst.slice(0, MOST_DRAWN).map((each, place) => {
      const name = (all: readonly number[]) => all.map((at) => labels[at]).join(", ") || "–";
      return {
        variant,
        place,
        example: each.example,
        missed: name(each.missed),
        added: name(each.added),
        loss: Number(each.loss.toPrecision(4)),
        text: `example ${each.example}: ${wordsOf(each.missed.length, each.added.length)}`,
        ...Object.fromEntries(
          features.map((_, at) => [`f${at}`, Number((each.features[at] ?? NaN).toPrecision(6))]),
        ),
      };
    })
  );
  const most = highest(variants.map(({ worst }) => Math.min(MOST_DRAWN, worst.length)), 1);
  const unit = unitOf("nats", variants.map(({ loss }) => loss));
  const y = { field: "place", type: "ordinal", title: null, axis: null } as const;
  return {
    ...frame({
      title: "Worst answered",
      note:
        "Test examples of the greatest loss with a label that is answered wrongly, first seed. " +
        `The table behind names the labels, and has the features.${note}`,
      description: `Up to ${most} badly answered examples of each variant`,
      height: 24 * most,
      tables: [{
        data: "worst",
        caption: "The test examples of the greatest loss with a label that is answered wrongly, " +
          `first seed.${note} All predictions are in each run's predictions.csv`,
        columns: [
          ["variant", "Variant"],
          ["example", "Example"],
          ["missed", "Labels missed"],
          ["added", "Labels added"],
          ["loss", "Loss"],
          ...features.map((name, at) => [`f${at}`, name] as const),
        ],
        rows,
      }],
      choice: { title: "Variant", options: variants.map(({ variant }) => variant), first },
    }),
    data: { name: "worst" },
    transform: [{ filter: "datum.variant === chosen" }],
    encoding: {
      y,
      tooltip: [
        { field: "example", title: "Example" },
        { field: "missed", title: "Labels missed" },
        { field: "added", title: "Labels added" },
        tipNumber("loss", "Loss"),
      ],
    },
    layer: [
      {
        mark: { type: "bar", opacity: 0.35, cornerRadiusEnd: 2 },
        encoding: {
          x: {
            field: "loss",
            type: "quantitative",
            title: titleWithUnit("Loss", unit),
            axis: numberAxis(),
          },
        },
      },
      {
        mark: { type: "text", align: "left", dx: 6, fontSize: 11 },
        encoding: { x: { value: 0 }, text: { field: "text", type: "nominal" } },
      },
    ],
  } as ChartSpec;
}

function wordsOf(missed: number, added: number): string {
  return [...(missed > 0 ? [`${missed} missed`] : []), ...(added > 0 ? [`${added} added`] : [])]
    .join(", ");
}
