/**
 * A final metric against a compared axis of numbers, such as the scale of the first weights: one
 * line for each combination of the other compared axes, with its own colour, dashes and shape.
 */
import {
  lossOf,
  measuredBySeed,
  metricNamed,
  type NumericAxis,
  othersOf,
  titleWithUnit,
  unitOf,
  type Variant,
} from "@samebit/findings";
import {
  axisFormat,
  type ChartSpec,
  createPalette,
  describeEnds,
  fieldTitle,
  frame,
  numberAxis,
  scaleOf,
  shareDomain,
  shown,
  spanDecades,
  tipNumber,
  valuesOfScale,
} from "@samebit/plotting";
import { inSentence, type MetricName } from "@samebit/runlog";
import { summarize } from "@samebit/statistics";

/** With more seeds than this only their means are drawn. */
const MOST_DOTS = 3_000;

const DASHES = [[], [7, 4], [2, 3], [9, 3, 2, 3], [4, 2], [1, 4]];
const SHAPES = ["circle", "square", "triangle-up", "diamond", "cross", "triangle-down"];

/** The metric of every variant against its number on the axis. */
export function axisMetricChart(
  variants: readonly Variant[],
  name: MetricName,
  axis: NumericAxis,
): ChartSpec {
  const metric = metricNamed(name);
  const dots = variants.map((variant) => {
    const line = othersOf(variant, axis) || metric.title;
    const at = axis.values.get(variant.chosen.runs[0]!.planned.compared[axis.name]!)!;
    return [...measuredBySeed(variant.chosen, name)]
      .map(([seed, measured]) => ({ line, variant: variant.label, at, seed, ...measured }));
  });
  const all = dots.flat().filter(({ value }) => Number.isFinite(value));
  const isCrowded = all.length > MOST_DOTS;
  const open = all.filter((dot) => dot.open).length;
  const groups = dots.filter((own) =>
    own.length > 0 && own.every(({ value }) => Number.isFinite(value))
  );
  const means = groups.map((own) => {
    const { n, mean, interval } = summarize(own.map(({ value }) => value));
    const [low, high] = interval ?? [mean, mean];
    const { line, variant, at } = own[0]!;
    return { line, variant, at, n, mean, low, high };
  });
  const lines = [...new Set(means.map(({ line }) => line))];
  const isLog = !metric.isShare && spanDecades(all.map(({ value }) => value));
  const broken = dots.flatMap((own) => {
    const [first] = own;
    const count = own.filter(({ value }) => !Number.isFinite(value)).length;
    return first && count > 0
      ? [{
        line: first.line,
        variant: first.variant,
        at: first.at,
        broken: `${count} of ${own.length}`,
      }]
      : [];
  });
  const left = variants.length - groups.length;
  const losses = variants.flatMap(({ chosen }) => chosen.runs.map(({ record }) => lossOf(record)));
  const x = {
    field: "at",
    type: "quantitative",
    title: fieldTitle(axis.name),
    scale: { ...scaleOf(axis.logarithmic ? "log" : "linear"), nice: false, padding: 16 },
    axis: numberAxis(),
  } as const;
  const y = {
    type: "quantitative",
    title: titleWithUnit(metric.title, unitOf(metric.unit, losses)),
    scale: {
      ...scaleOf(isLog ? "log" : "linear"),
      ...(metric.isShare && { domain: shareDomain(all.map(({ value }) => value)), nice: true }),
    },
    axis: numberAxis(metric.onAxis ?? axisFormat(all.map(({ value }) => value))),
  } as const;
  const legend = lines.length < 2 ? null : {
    orient: "bottom",
    labelLimit: 160,
    values: valuesOfScale("color"),
  } as const;
  const { range } = createPalette(lines);
  const colour = {
    field: "line",
    type: "nominal",
    title: null,
    scale: { domain: lines, range },
    legend,
  };
  return {
    ...frame({
      title: `${metric.title} by ${axis.name}`,
      note: "Line: mean over seeds." +
        (isCrowded
          ? ` The ${all.length} seeds are too many for a dot each.`
          : " Small dot: one seed.") +
        (isCrowded || open === 0
          ? ""
          : " Triangle: one that did not reach it, at its last step; the true number is greater.") +
        (broken.length > 0 ? " Cross at the bottom: a run diverged." : "") +
        (left > 0
          ? ` No mean for ${left} of ${variants.length} variants, not run or diverged.`
          : ""),
      description: describeEnds(
        `Line chart of the ${inSentence(metric.title)} against ${axis.name}`,
        means,
      ),
      height: 260,
      tables: [
        {
          data: "means",
          caption: `${metric.title}: mean and 95 % interval of the mean over seeds`,
          columns: [["line", "Line"], ["at", axis.name], ["n", "Seeds"], ["mean", "Mean"], [
            "low",
            "From",
          ], ["high", "To"]],
          rows: means,
        },
        ...(broken.length === 0 ? [] : [{
          data: "broken",
          caption: "Where runs diverged",
          columns: [["line", "Line"], ["at", axis.name], ["broken", "Runs"]] as const,
          rows: broken,
        }]),
        ...(isCrowded ? [] : [{
          data: "seeds",
          caption: `${metric.title}: every seed`,
          columns: [["line", "Line"], ["at", axis.name], ["seed", "Seed"], [
            "value",
            metric.title,
          ]] as const,
          rows: all,
        }]),
      ],
      logSwitch: isLog ? "y" : axis.logarithmic ? "x" : undefined,
    }),
    layer: [
      {
        data: { name: "means" },
        transform: shown(),
        mark: { type: "line", strokeWidth: 1.5 },
        encoding: {
          x,
          y: { ...y, field: "mean" },
          color: colour as never,
          strokeDash: {
            field: "line",
            type: "nominal",
            title: null,
            scale: { domain: lines, range: lines.map((_, at) => DASHES[at % DASHES.length]!) },
            legend,
          },
        },
      },
      ...(isCrowded ? [] : [
        {
          data: { name: "seeds" },
          transform: shown(),
          mark: { type: "point", filled: true, size: 18, opacity: 0.6 } as const,
          encoding: {
            x,
            y: { ...y, field: "value" },
            color: colour as never,
            ...(open > 0 && {
              shape: { condition: { test: "datum.open", value: "triangle-up" }, value: "circle" },
              size: { condition: { test: "datum.open", value: 60 }, value: 18 },
            }),
            tooltip: [
              { field: "variant", title: "Variant" },
              { field: "seed", title: "Seed" },
              tipNumber("value", metric.title),
            ],
          },
        },
      ]),
      ...(broken.length === 0 ? [] : [{
        data: { name: "broken" },
        transform: shown(),
        mark: {
          type: "point",
          shape: "cross",
          angle: 45,
          size: 110,
          filled: true,
          opacity: 1,
        } as const,
        encoding: {
          x,
          y: { value: { expr: "height - 8" } },
          color: colour as never,
          tooltip: [
            { field: "variant", title: "Variant" },
            { field: "broken", title: "Diverged" },
          ],
        },
      }]),
      {
        data: { name: "means" },
        transform: shown(),
        mark: { type: "point", filled: true, size: 80, opacity: 1 },
        encoding: {
          x,
          y: { ...y, field: "mean" },
          color: colour as never,
          shape: {
            field: "line",
            type: "nominal",
            title: null,
            scale: { domain: lines, range: lines.map((_, at) => SHAPES[at % SHAPES.length]!) },
            legend,
          },
          tooltip: [
            { field: "variant", title: "Variant" },
            tipNumber("mean", "Mean"),
            tipNumber("low", "Interval from"),
            tipNumber("high", "Interval to"),
            { field: "n", title: "Seeds" },
          ],
        },
      },
    ],
  };
}
