/**
 * Planned runs gathered into what is compared: for each variant the combinations of tuned values
 * that were tried, each with its seeds, and the one combination that represents the variant. It is
 * chosen by the mean over seeds of the metric that the task chooses by; the test split is not
 * looked at.
 */
import {
  meritOf,
  type MetricName,
  recordsOf,
  type RunRecord,
  type TaskName,
  taskOf,
  type TaskRecords,
  type TrailRow,
} from "@samebit/runlog";
import { type Measured, type MetricSummary, summarizeMeasured } from "./measured.ts";
import { type MetricLogs, metricNamed } from "./metrics.ts";
import type { ExperimentLogs, RunLogs } from "./read_experiment.ts";
import { highest } from "@samebit/statistics";

/** One combination of tuned values of one variant, with its seeds. */
export interface Candidate {
  /** Chosen label by tuned axis; empty if nothing is tuned. */
  readonly tuned: Readonly<Record<string, string>>;
  /**
   * The runs, one for each seed, in the order of the experiment. If a seed was run again with the
   * test split measured, because its values were chosen, this is that run once it is complete.
   */
  readonly runs: readonly RunLogs[];
  /** How far a search took it before stopping it, and how good it was there. */
  readonly stopped?: Pick<TrailRow, "epochs" | "score">;
  /** Set if one of its runs diverged when it was tried, so that it could not be chosen. */
  readonly hasDiverged?: true;
}

/** One compared variant. */
export interface Variant {
  /** Its label. */
  readonly label: string;
  /** Every planned run, those that were run again among them. */
  readonly runs: readonly RunLogs[];
  /** What was tried for it; one if nothing is tuned. */
  readonly candidates: readonly Candidate[];
  /** The candidate that represents it in charts, tables and claims. */
  readonly chosen: Candidate;
  /** Whether every run of every candidate is complete, so that the choice is final. */
  readonly decided: boolean;
}

/** The variants of an experiment, in the order of its declaration. */
export function gatherVariants(logs: ExperimentLogs): readonly Variant[] {
  const byLabel = Map.groupBy(logs.runs, (run) => run.planned.variant);
  const trail = Map.groupBy(logs.record.search?.trials ?? [], ({ variant }) => variant);
  return [...byLabel].map(([label, runs]) => {
    const rows = trail.get(label) ?? [];
    const stopped = new Map(
      rows.filter(({ decision }) => decision === "stopped").map((
        row,
      ) => [tunedText(row.tuned), row]),
    );
    const byTuned = Map.groupBy(runs, (run) => tunedText(run.planned.tuned));
    const candidates = [...byTuned].map(([text, group]): Candidate => ({
      tuned: group[0]!.planned.tuned,
      runs: [...Map.groupBy(group, (run) => run.planned.seed).values()].map(latest),
      ...(stopped.has(text) && { stopped: stopped.get(text)! }),
      ...(hasDiverged(group, rows.findLast((row) => tunedText(row.tuned) === text)) && {
        hasDiverged: true,
      }),
    }));
    const row = rows.find(({ decision }) => decision === "chosen");
    const text = row && tunedText(row.tuned);
    const chosen = candidates.find(({ tuned }) => tunedText(tuned) === text);
    const isOver = logs.record.search === undefined || chosen !== undefined;
    const decided = isOver && runs.every(({ state }) => state === "whole" || state === "stopped");
    return { label, runs, candidates, chosen: chosen ?? bestSoFar(candidates), decided };
  });
}

/**
 * A metric of a complete run; NaN for a diverged one, whose last finite numbers would make a
 * variant look better the earlier it broke; absent if the run has none.
 */
export function metricOf(
  run: MeasuredRun,
  name: MetricName,
): number | undefined {
  return measure(run, name)?.value;
}

/** Where metrics of a run are found. */
export type MeasuredRun = Pick<RunLogs, "state"> & MetricLogs & {
  readonly record?: Pick<RunRecord, "ended" | "result"> | undefined;
};

/**
 * The same, and whether it is open, that is, whether a run that did not diverge ended before its
 * target.
 */
export function measure(
  { record, state, ...logs }: MeasuredRun,
  name: MetricName,
): Measured | undefined {
  if (state === "stopped" || record?.result === undefined) return undefined;
  const metric = metricNamed(name);
  const value = metric.of(record.result, logs);
  if (value === undefined) return undefined;
  if (record.ended === "diverged") return { value: NaN };
  return { value, ...(metric.isOpen?.(logs) && { open: true }) };
}

/** A metric of a candidate's complete runs, by seed, and whether it is open. */
export function measuredBySeed(candidate: Candidate, name: MetricName): Map<number, Measured> {
  const found = new Map<number, Measured>();
  for (const run of candidate.runs) {
    const measured = measure(run, name);
    if (measured !== undefined) found.set(run.planned.seed, measured);
  }
  return found;
}

/** A metric's values by seed, of a candidate's complete runs that have it. */
export function metricBySeed(candidate: Candidate, name: MetricName): Map<number, number> {
  const measured = measuredBySeed(candidate, name);
  return new Map([...measured].map(([seed, { value }]) => [seed, value]));
}

/** A metric of a candidate over its seeds. */
export function summarizeMetric(candidate: Candidate, name: MetricName): MetricSummary {
  return summarizeMeasured([...measuredBySeed(candidate, name).values()]);
}

/**
 * How good a candidate is by what is chosen by, over its seeds, higher being better: the one
 * measure by which candidates and variants are ranked. NaN if no run is complete, or one diverged.
 */
export function rankOf(candidate: Candidate): number {
  const { choice, choosing } = recordsOf(taskOfRuns(candidate.runs));
  return meritOf(choice, summarizeMetric(candidate, choosing).mean);
}

/** The task of some runs, which all runs of an experiment share; the default if none has begun. */
export function taskOfRuns(runs: readonly Pick<RunLogs, "record">[]): TaskName {
  return taskOf(runs.find(({ record }) => record !== undefined)?.record?.plan ?? {});
}

/** What the records of variants hold, by their task. */
export function recordsOfVariants(variants: readonly Pick<Variant, "runs">[]): TaskRecords {
  return recordsOf(taskOfVariants(variants));
}

/** The task of variants, which all of an experiment share. */
export function taskOfVariants(variants: readonly Pick<Variant, "runs">[]): TaskName {
  const begun = variants.find(({ runs }) => runs.some(({ record }) => record !== undefined));
  return taskOfRuns(begun?.runs ?? []);
}

/** The variant of the best {@link rankOf}, among equal ones the first; of complete runs only. */
export function bestVariant(variants: readonly Variant[]): Variant | undefined {
  return variants
    .map((each) => ({ each, rank: rankOf(each.chosen) }))
    .filter(({ rank }) => Number.isFinite(rank))
    .toSorted((a, b) => b.rank - a.rank)[0]?.each;
}

/** Whether no candidate can be chosen, because a run of each has diverged. */
export function isHopeless({ candidates }: Variant): boolean {
  return candidates.every(({ hasDiverged }) => hasDiverged);
}

/** Only the seeds that it was tried with count: others come after the choice. */
function hasDiverged(runs: readonly RunLogs[], row: TrailRow | undefined): boolean {
  return row === undefined
    ? runs.some(({ record }) => record?.ended === "diverged")
    : Number.isNaN(row.score);
}

/** What follows the last dot of an axis: `learningRate` of `optimizer.learningRate`. */
export function shortName(axis: string): string {
  return axis.slice(axis.lastIndexOf(".") + 1);
}

/** Tuned labels as text: `learningRate 1e-3, dropout 0.5`; empty if nothing is tuned. */
export function tunedText(tuned: Readonly<Record<string, string>>): string {
  return Object.entries(tuned).map(([axis, label]) => `${axis} ${label}`).join(", ");
}

/** The last complete one of the runs of a seed; the first if none is complete. */
function latest(runs: readonly RunLogs[]): RunLogs {
  return runs.findLast((run) => run.state === "whole") ?? runs[0]!;
}

/**
 * The candidate with the best mean; among equal ones the first; one without complete runs comes
 * last. What a search has chosen is in its trail, since it may have looked at fewer seeds.
 */
function bestSoFar(candidates: readonly Candidate[]): Candidate {
  const ranks = candidates.map(rankOf).map((rank) => Number.isNaN(rank) ? -Infinity : rank);
  return candidates[ranks.indexOf(highest(ranks))]!;
}
