/**
 * A search, trial by trial: how good each was in the order of proposals, how far it was trained,
 * and the best that was known at each moment. Shows whether proposals improved and what was
 * stopped.
 */
import { METRICS, tunedText } from "@samebit/findings";
import {
  type ChartSpec,
  colourBy,
  frame,
  numberAxis,
  type Palette,
  shown,
  tipNumber,
} from "@samebit/plotting";
import { meritOf, type SearchTrail, type TaskRecords, type TrailRow } from "@samebit/runlog";

const SHAPES = { made: "circle", chosen: "diamond", promoted: "triangle-up", stopped: "cross" };

/** Whether values were proposed one after another, so that there is progress to show. */
export function isSearched({ kind, trials }: SearchTrail): boolean {
  return kind !== "grid" &&
    trials.some(({ score }) => !Number.isNaN(score));
}

/** The course of a search. */
export function searchChart(
  { kind, trials }: SearchTrail,
  palette: Palette,
  { choice, choosing }: TaskRecords,
): ChartSpec {
  const metric = METRICS[choosing];
  const last = new Map(trials.map((row) => [JSON.stringify([row.variant, row.trial]), row]));
  const rows = [...last.values()];
  const finite = rows.filter(({ score }) => !Number.isNaN(score));
  const points = finite.map(({ variant, trial, tuned, epochs, score, decision }) => ({
    variant,
    trial,
    epochs,
    [choice.name]: score,
    decision,
    values: tunedText(tuned),
  }));
  const diverged = rows.length - finite.length;
  const stopped = rows.filter(({ decision }) => decision === "stopped").length;
  const counts = [
    ...(stopped === 0 ? [] : [`${stopped} stopped early (crosses)`]),
    ...(diverged === 0 ? [] : [`${diverged} diverged and left out`]),
  ];
  const x = {
    field: "trial",
    type: "quantitative",
    title: "Trial",
    axis: { tickMinStep: 1 },
  } as const;
  const y = {
    field: choice.name,
    type: "quantitative",
    title: metric.title,
    scale: { zero: false },
    axis: numberAxis(metric.onAxis),
  } as const;
  return {
    ...frame({
      title: "The search, trial by trial",
      note: `Search by ${kind}. Point: one trial, its mean over the seeds of the search, ` +
        `as far as it was run${
          counts.length === 0 ? "" : `; ${counts.join(", ")}`
        }. Line: the best ` +
        "of the trials that ran to the end. Diamond: chosen.",
      description:
        `Scatter plot of ${points.length} trials of a search by ${kind} by the order in ` +
        `which they were proposed: ${describe(finite, choice)}`,
      height: 240,
      tables: [
        {
          data: "trials",
          caption: "Trials in the order of proposals",
          columns: [
            ["variant", "Variant"],
            ["trial", "Trial"],
            ["values", "Values"],
            ["epochs", "Epochs made"],
            [choice.name, metric.title],
            ["decision", "Decision"],
          ],
          rows: points,
        },
        {
          data: "best",
          caption: "The best so far of the trials that ran to the end",
          columns: [["variant", "Variant"], ["trial", "Trial"], [
            choice.name,
            metric.title,
          ]],
          rows: bestSoFar(finite, choice),
        },
      ],
    }),
    layer: [
      {
        data: { name: "best" },
        transform: shown(),
        mark: { type: "line", interpolate: "step-after", strokeWidth: 1.5, opacity: 0.7 },
        encoding: { x, y, color: colourBy(palette) },
      },
      {
        data: { name: "trials" },
        transform: shown(),
        mark: { type: "point", filled: true, size: 60, opacity: 0.85 },
        encoding: {
          x,
          y,
          color: colourBy(palette),
          shape: {
            field: "decision",
            type: "nominal",
            title: null,
            scale: { domain: Object.keys(SHAPES), range: Object.values(SHAPES) },
            legend: null,
          },
          tooltip: [
            { field: "variant", title: "Variant" },
            { field: "trial", title: "Trial" },
            { field: "values", title: "Values" },
            { field: "epochs", title: "Epochs made" },
            tipNumber(choice.name, metric.title),
            { field: "decision", title: "Decision" },
          ],
        },
      },
    ],
  };
}

function bestSoFar(rows: readonly TrailRow[], choice: TaskRecords["choice"]) {
  return [...Map.groupBy(rows, ({ variant }) => variant)].flatMap(([variant, own]) => {
    let best = NaN;
    return own.filter(({ decision }) => decision === "made" || decision === "chosen")
      .toSorted((a, b) => a.trial - b.trial)
      .map(({ trial, score }) => {
        if (!(meritOf(choice, score) <= meritOf(choice, best))) best = score;
        return { variant, trial, [choice.name]: best };
      });
  });
}

function describe(rows: readonly TrailRow[], choice: TaskRecords["choice"]): string {
  const ends = [...Map.groupBy(rows, ({ variant }) => variant)].map(([variant, own]) => {
    const best = own.reduce((a, b) => meritOf(choice, b.score) > meritOf(choice, a.score) ? b : a);
    return `${variant} at best ${best.score.toFixed(3)} in trial ${best.trial}`;
  });
  return ends.slice(0, 12).join("; ");
}
