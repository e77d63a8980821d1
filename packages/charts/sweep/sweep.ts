/**
 * A sweep: the candidates of all variants if something is tuned, and how much of the spread of the
 * choosing metric each tuned axis explains. Choosing looks at that metric alone, so everything here
 * does too.
 */
import { log } from "@samebit/arithmetic";
import {
  type ExperimentRecord,
  type JsonObject,
  recordsOf,
  type TaskRecords,
} from "@samebit/runlog";
import {
  type Candidate,
  metricBySeed,
  recordsOfVariants,
  taskOfRuns,
  type Variant,
} from "@samebit/findings";
import { summarize } from "@samebit/statistics";

/** A tuned axis with at least two tried values. */
export interface SweepAxis {
  /** Its name, such as `optimizer.learningRate`. */
  readonly name: string;
  /**
   * The labels of its values, in the order of the declaration; for a range, in increasing order.
   */
  readonly levels: readonly string[];
  /** The range from which values were taken; absent if they were listed. */
  readonly range?: SweepRange;
}

/** A range of numbers that was searched. */
export interface SweepRange {
  /** Whether values are spaced evenly by their logarithm. */
  readonly isLog: boolean;
  /** The least. */
  readonly from: number;
  /** The greatest. */
  readonly to: number;
}

/** A candidate with its numbers. */
export interface SweepCandidate {
  /** The label of its variant. */
  readonly variant: string;
  /** The label of its value, by axis. */
  readonly tuned: Readonly<Record<string, string>>;
  /** The choosing metric of its runs. */
  readonly dots: readonly { readonly seed: number; readonly value: number }[];
  /** The mean of `dots`. */
  readonly mean: number;
}

/** What was tried. */
export interface Sweep {
  /** What is chosen by. */
  readonly by: Pick<TaskRecords, "figure" | "choice" | "choosing">;
  /** The tuned axes. */
  readonly axes: readonly SweepAxis[];
  /** Every candidate whose runs are all complete and finite, in the order of the declaration. */
  readonly candidates: readonly SweepCandidate[];
  /** How many candidates are left out, because one of their runs is missing or has diverged. */
  readonly without: number;
  /** The candidates that a search stopped, without dots, with the mean that they had reached. */
  readonly stopped: readonly SweepCandidate[];
}

/**
 * The sweep of an experiment; nothing if nothing is tuned or nothing has run. Of a searched one
 * only the seeds it looked at count, since the chosen candidate alone has others.
 */
export function gatherSweep(
  variants: readonly Variant[],
  { declaration, search }: Partial<Pick<ExperimentRecord, "declaration" | "search">> = {},
): Sweep | undefined {
  const all = variants.flatMap(({ label, candidates }) =>
    candidates.map((candidate) => ({ label, candidate }))
  );
  const tried = all.filter(({ candidate }) => candidate.stopped === undefined);
  const names = Object.keys(all[0]?.candidate.tuned ?? {});
  const axes = names.map((name): SweepAxis => {
    const levels = [...new Set(all.map(({ candidate: { tuned } }) => tuned[name] ?? ""))];
    const range = rangeOf(declaration, name);
    return range === undefined
      ? { name, levels }
      : { name, levels: levels.sort((a, b) => Number(a) - Number(b)), range };
  }).filter(({ levels }) => levels.length > 1);
  const candidates = tried.map(({ label, candidate }) => numbersOf(label, candidate, search?.seeds))
    .filter(({ dots, mean }) => dots.length > 0 && Number.isFinite(mean));
  if (axes.length === 0 || candidates.length < 2) return undefined;
  return {
    by: recordsOfVariants(variants),
    axes,
    candidates,
    without: tried.length - candidates.length,
    stopped: all.flatMap(({ label: variant, candidate: { tuned, stopped } }) =>
      stopped === undefined || Number.isNaN(stopped.score)
        ? []
        : [{ variant, tuned, dots: [], mean: stopped.score }]
    ),
  };
}

/** The range of a tuned axis, if the declaration has one. */
function rangeOf(declaration: JsonObject | undefined, name: string): SweepRange | undefined {
  const axis = (declaration?.["tune"] as JsonObject | undefined)?.[name];
  const { range, from, to } = (axis ?? {}) as JsonObject;
  return typeof range === "string" && typeof from === "number" && typeof to === "number"
    ? { isLog: range === "log", from, to }
    : undefined;
}

/** Levels that are numbers in increasing order, others as they were declared. */
function byNumber(levels: readonly string[]): readonly string[] {
  const isNumber = (text: string) => text.trim() !== "" && Number.isFinite(Number(text));
  return levels.every(isNumber) ? levels.toSorted((a, b) => Number(a) - Number(b)) : levels;
}

/** The place of a value on an axis, from 0 to 1. */
export function placeOnAxis({ levels, range }: SweepAxis, label: string): number {
  if (range === undefined) {
    const sorted = byNumber(levels);
    return levels.length < 2 ? 0.5 : sorted.indexOf(label) / (levels.length - 1);
  }
  const [value, from, to] = [Number(label), range.from, range.to].map((each) =>
    range.isLog ? log(each) : each
  ) as [number, number, number];
  // Rounded: it is a place in a picture.
  return Number(((value - from) / (to - from)).toFixed(4));
}

/** A share of the spread and what explains it. */
export interface Importance {
  /** The label of the variant. */
  readonly variant: string;
  /** A tuned axis, `interactions` or `seeds`. */
  readonly source: string;
  /** 0..1. */
  readonly share: number;
}

/**
 * How much of a variant's spread of the choosing metric over all runs each axis explains:
 * share = Σ n_level · (mean_level − mean)² / Σ (value − mean)², the main effect in an additive
 * model. `seeds` is what differs between the seeds of one candidate, `interactions` is what remains.
 * In a complete sweep the shares add up to 1; candidates that diverged are left out. A range counts
 * as four levels, its quarters.
 */
export function importances({ axes, candidates }: Sweep): Importance[] {
  // Few points in ranges fall into quarters of their own, which then explain everything.
  const isSparse = axes.some(({ range }) => range) && candidates.length < LEAST_IN_RANGES;
  if (isSparse) return [];
  return [...Map.groupBy(candidates, ({ variant }) => variant)].flatMap(([variant, own]) => {
    const values = own.flatMap(({ dots }) => dots.map(({ value }) => value));
    const total = sumOfSquares(values);
    if (!(total > 0)) return [];
    const main = axes.map((axis) => ({
      source: axis.name,
      share: between(own, ({ tuned }) => levelOf(axis, tuned[axis.name] ?? "")) / total,
    }));
    const seeds = own.reduce(
      (sum, { dots }) => sum + sumOfSquares(dots.map(({ value }) => value)),
      0,
    ) / total;
    const explained = main.reduce((sum, { share }) => sum + share, seeds);
    return [
      ...main,
      { source: "interactions", share: Math.max(0, 1 - explained) },
      { source: "seeds", share: seeds },
    ].map((each) => ({ variant, ...each }));
  });
}

const LEAST_IN_RANGES = 10;

function levelOf(axis: SweepAxis, label: string): string {
  if (axis.range === undefined) return label;
  return String(Math.min(3, Math.floor(4 * placeOnAxis(axis, label))));
}

/** The two axes that explain the most over all variants, in the order of the declaration. */
export function leadingAxes(sweep: Sweep): readonly SweepAxis[] {
  const shares = importances(sweep);
  const weight = ({ name }: SweepAxis) =>
    shares.filter(({ source }) => source === name).reduce((sum, { share }) => sum + share, 0);
  const leading = sweep.axes.toSorted((a, b) => weight(b) - weight(a)).slice(0, 2);
  return sweep.axes.filter((axis) => leading.includes(axis));
}

/** A number to three digits, as short as it can be; any other text as it is. */
export function shortValue(text: string): string {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) return text;
  const plain = String(Number(value.toPrecision(3)));
  return plain.length > (Math.abs(value) < 0.001 ? 6 : 7)
    ? value.toExponential(1).replace(".0e", "e")
    : plain;
}

function numbersOf(
  variant: string,
  { tuned, runs }: Candidate,
  seeds: readonly number[] | undefined,
): SweepCandidate {
  const own = runs.filter(({ planned }) => seeds === undefined || seeds.includes(planned.seed));
  const candidate = { tuned, runs: own };
  const values = metricBySeed(candidate, recordsOf(taskOfRuns(own)).choosing);
  const dots = values.size < own.length
    ? []
    : [...values].map(([seed, value]) => ({ seed, value }));
  const { mean } = summarize(dots.map(({ value }) => value));
  return { variant, tuned, dots, mean };
}

function sumOfSquares(values: readonly number[]): number {
  const { mean } = summarize(values);
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
}

/** Σ n · (mean − grand mean)² over the groups. */
function between(
  candidates: readonly SweepCandidate[],
  keyOf: (candidate: SweepCandidate) => string,
): number {
  const valuesOf = (some: readonly SweepCandidate[]) =>
    some.flatMap(({ dots }) => dots.map(({ value }) => value));
  const grand = summarize(valuesOf(candidates)).mean;
  return [...Map.groupBy(candidates, keyOf).values()].reduce((sum, group) => {
    const { n, mean } = summarize(valuesOf(group));
    return sum + n * (mean - grand) * (mean - grand);
  }, 0);
}
