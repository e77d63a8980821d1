/**
 * What runs that were made here say: every metric of a run, and a claim held against what all runs that
 * it needs have of its metric, by the same rules as the page's own findings.
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

/** What runs of a variant have of a claim's metric, by their seeds; undefined where they have none. */
export type MadeSide = readonly (readonly [seed: number, measured: Measured | undefined])[];

/** What comes of a claim. */
export interface Judged {
  /** The verdict. */
  readonly verdict: string;
  /** The numbers behind it, as a line of text; empty where there are none. */
  readonly evidence: string;
}

/** Every metric of one word of a run that was made here and measured no layers. */
export function metricsOfMade(record: Pick<RunRecord, "ended" | "result">): MadeMetrics {
  const found: Partial<Record<NamedMetric, number>> = {};
  for (const name of Object.keys(METRICS) as NamedMetric[]) {
    const value = metricOf({ record, state: "whole" }, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/** What a run that was made again has of a metric. */
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
 * A claim held against runs that were made here.
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
