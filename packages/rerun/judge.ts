/**
 * What follows from runs made here: every metric of a run, and a claim judged by its metric over
 * all runs that it needs, by the same rules as the page's own findings.
 */
import type { Claim, LogTable, MetricName, NamedMetric, RunRecord } from "@samebit/runlog";
import {
  type EpochLog,
  evidenceOf,
  judgeClaim,
  type LayerLog,
  measure,
  type Measured,
  metricOf,
  METRICS,
} from "@samebit/findings";
import type { MadeRun } from "./rerun.ts";

/** The metrics of a run, by name; those that it does not have are absent. */
export type MadeMetrics = Readonly<Partial<Record<NamedMetric, number>>>;

/** A claim's metric for the runs of a variant, by seed; undefined if they have none. */
export type MadeSide = readonly (readonly [seed: number, measured: Measured | undefined])[];

/** The outcome of a claim. */
export interface Judged {
  /** The verdict. */
  readonly verdict: string;
  /** The numbers behind it, as a line of text; empty if there are none. */
  readonly evidence: string;
}

/** Every single-word metric of a run that was made here without measuring layers. */
export function metricsOfMade(record: Pick<RunRecord, "ended" | "result">): MadeMetrics {
  const found: Partial<Record<NamedMetric, number>> = {};
  for (const name of Object.keys(METRICS) as NamedMetric[]) {
    const value = metricOf({ record, state: "whole" }, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** A metric of a repeated run. */
export function measureMade(
  { record, layers, epochs }: MadeRun,
  name: MetricName,
): Measured | undefined {
  return measure({
    record,
    state: "whole",
    ...(layers.length > 0 && { layers: logOf<LayerLog>(layers) }),
    epochs: logOf<EpochLog>(epochs),
  }, name);
}

/**
 * Judges a claim by runs that were made here.
 *
 * @param claim The claim.
 * @param sides The runs of the variant it is about, and of the one it is compared with.
 */
export function judgeMade(claim: Claim, sides: readonly MadeSide[]): Judged {
  const [subject, other] = sides.map((runs) =>
    new Map(runs.flatMap(([seed, measured]) => measured === undefined ? [] : [[seed, measured]]))
  );
  const result = judgeClaim(claim, subject!, other);
  return { verdict: result.verdict, evidence: result.reason ?? evidenceOf(result) };
}

/** The rows of a log as it would be read back. */
function logOf<Log extends LogTable>(rows: readonly object[]): Log {
  const names = Object.keys(rows[0] ?? {});
  const values = Object.fromEntries(
    names.map((name) => [name, Float64Array.from(rows, (row) => row[name as keyof typeof row])]),
  );
  return { rows: rows.length, names, values, wholeBytes: 0 } as unknown as Log;
}
