/**
 * Every candidate as a line through its tuned values to its metric. Dragging over an axis leaves
 * only the lines that pass there strong.
 */
import type { TopLevelParameter } from "vega-lite/types_unstable/spec/toplevel.d.ts";
import { METRICS, shortName } from "@samebit/findings";
import { placeOnAxis, shortValue, type Sweep, type SweepAxis } from "./sweep.ts";
import { type ChartSpec, colourBy, frame, type Palette, RAMP, shown } from "@samebit/plotting";
import { inSentence, meritOf } from "@samebit/runlog";
import { highest, lowest } from "@samebit/statistics";

/** The most lines; of more, the best are drawn. */
const MOST_LINES = 300;

/** Parallel coordinates of a sweep. */
export function parallelChart(sweep: Sweep, palette: Palette): ChartSpec {
  const { axes, by: { choice, choosing } } = sweep;
  const metric = METRICS[choosing];
  const all = [...sweep.candidates, ...sweep.stopped];
  const drawn = all.toSorted((a, b) => meritOf(choice, b.mean) - meritOf(choice, a.mean)).slice(
    0,
    MOST_LINES,
  );
  const means = drawn.map(({ mean }) => mean);
  const [low, high] = [lowest(means), highest(means)];
  const points = drawn.flatMap(({ variant, tuned, mean, dots }, candidate) => {
    const score = high > low ? (mean - low) / (high - low) : 0.5;
    const line = { candidate, variant, score, ...(dots.length === 0 && { stopped: true }) };
    return [
      ...axes.map((each, axis) => {
        const label = tuned[each.name] ?? "";
        return { ...line, axis, position: placeOnAxis(each, label), value: label };
      }),
      {
        ...line,
        axis: axes.length,
        position: score,
        value: mean,
      },
    ];
  });
  const marks = [
    ...axes.flatMap((each, axis) =>
      ticksOf(each).map((label) => ({
        axis,
        position: placeOnAxis(each, label),
        label: shortValue(label),
      }))
    ),
    ...(high > low ? [0, 1] : [0.5]).map((position) => ({
      axis: axes.length,
      position,
      label: (low + position * (high - low)).toFixed(3),
    })),
  ];
  const names = [...axes.map(({ name }) => shortName(name)), sweep.by.figure]
    // Staggered, so that neighbours have room.
    .map((label, axis) => ({ axis, position: axis % 2 === 0 ? 1.12 : 1.22, label }));
  const x = {
    field: "axis",
    type: "quantitative",
    axis: null,
    scale: { domain: [-0.1, axes.length + 0.6] as number[], nice: false },
  } as const;
  const y = {
    field: "position",
    type: "quantitative",
    axis: null,
    scale: { domain: [-0.05, 1.26] as number[], nice: false },
  } as const;
  // If all belong to one variant, its colour says nothing, so their colour shows their metric.
  const several = new Set(drawn.map(({ variant }) => variant)).size > 1;
  const color = several ? colourBy(palette) : {
    field: "score",
    type: "quantitative",
    scale: { domain: [0, 1] as number[], range: [...RAMP] },
    legend: null,
  } as const;
  const coloured = several ? "" : " Colour: from the worst, blue, to the best, orange.";
  const count =
    (sweep.stopped.length > 0 ? " Dashed: stopped by the search, at its value then." : "") +
    (drawn.length < all.length ? ` The best ${drawn.length} of ${all.length}.` : "");
  return {
    ...frame({
      title: "Tuned values and their results",
      note:
        `Line: one candidate, to its mean ${
          inSentence(metric.title)
        } over seeds.${coloured}${count} Drag over an axis to follow the ` +
        "lines that pass there; double-click to release.",
      description: `Parallel coordinates of ${drawn.length} tuned candidates: ` +
        `${names.map(({ label }) => label).join(", ")}`,
      height: 260,
      tables: [
        {
          data: "candidates",
          caption: `Candidates, best first, by position on each axis.${count}`,
          columns: [["candidate", "Rank from 0"], ["variant", "Variant"], ["axis", "Axis"], [
            "value",
            "Value",
          ]],
          rows: points,
        },
        {
          data: "ticks",
          caption: "The values on the axes",
          columns: [["axis", "Axis"], ["position", "Position"], ["label", "Label"]],
          rows: [...marks, ...names],
        },
        {
          data: "axes",
          caption: "The axes, from left to right",
          columns: [["axis", "Axis"], ["from", "From"], ["to", "To"]],
          rows: names.map(({ axis }) => ({ axis, from: 0, to: 1 })),
        },
      ],
    }),
    layer: [
      {
        data: { name: "axes" },
        mark: { type: "rule", color: "#888888", opacity: 0.6 },
        encoding: { x, y: { ...y, field: "from" }, y2: { field: "to" } },
      },
      {
        data: { name: "candidates" },
        transform: [
          ...shown(),
          {
            calculate: "!isValid(brush.axis) || (inrange(datum.axis, brush.axis) && " +
              "inrange(datum.position, brush.position)) ? 1 : 0",
            as: "inside",
          },
          {
            joinaggregate: [{ op: "max", field: "inside", as: "followed" }],
            groupby: ["candidate"],
          },
        ],
        mark: { type: "line", strokeWidth: 1.5 },
        encoding: {
          x,
          y,
          detail: { field: "candidate" },
          color,
          strokeDash: { condition: { test: "datum.stopped", value: [3, 3] }, value: [1, 0] },
          opacity: { condition: { test: "datum.followed", value: 0.55 }, value: 0.06 },
        },
      },
      {
        data: { name: "candidates" },
        transform: shown(),
        params: [brush()],
        mark: { type: "point", filled: true, size: 40, opacity: 0.9 },
        encoding: {
          x,
          y,
          color,
          tooltip: [
            { field: "variant", title: "Variant" },
            { field: "value", title: "Value" },
            { field: "candidate", title: "Rank from 0" },
          ],
        },
      },
      {
        data: { name: "ticks" },
        mark: {
          type: "text",
          align: "left",
          dx: 7,
          fontSize: 11,
          // A name has the room of two axes, the values that of one.
          limit: { expr: `width / ${axes.length + 0.7} * (datum.position > 1.1 ? 2 : 1) - 9` },
        },
        encoding: { x, y, text: { field: "label" } },
      },
    ],
  };
}

/** What is written on an axis: every level, of a range its ends. */
function ticksOf({ levels, range }: SweepAxis): readonly string[] {
  return range === undefined ? levels : [String(range.from), String(range.to)];
}

/** A dragged rectangle over the axes. */
function brush() {
  return {
    name: "brush",
    select: {
      type: "interval",
      encodings: ["x", "y"],
      on: "[pointerdown[event.pointerType !== 'touch'], window:pointerup] > window:pointermove!",
      translate: false,
      zoom: false,
      mark: { fill: "#888888", fillOpacity: 0.18, stroke: "#888888" },
    },
  } satisfies TopLevelParameter;
}
