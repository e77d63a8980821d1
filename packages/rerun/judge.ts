/**
 * What runs that were made here say: every metric of a run, and a claim held against the metrics of all
 * runs that it needs, by the same rules as the page's own findings.
 */
import {
  type Claim,
  LAYER_COLUMNS,
  type LayerRow,
  type MetricName,
  type RunRecord,
} from "@samebit/runlog";
import { evidenceOf, judgeClaim, type LayerLog, metricOf, METRICS } from "@samebit/findings";

/** The metrics of a run, by name; those that it does not have are absent. */
export type MadeMetrics = Readonly<Partial<Record<MetricName, number>>>;

/** What comes of a claim. */
export interface Judged {
  /** The verdict. */
  readonly verdict: string;
  /** The numbers behind it, as a line of text; empty where there are none. */
  readonly evidence: string;
}

/** Every metric of a run that was made here. */
export function metricsOfMade(
  { record, layers }: {
    readonly record: Pick<RunRecord, "ended" | "result">;
    readonly layers: readonly LayerRow[];
  },
): MadeMetrics {
  const found: Partial<Record<MetricName, number>> = {};
  const log = layers.length > 0 ? logOf(layers) : undefined;
  for (const { name } of Object.values(METRICS)) {
    const value = metricOf({ record, state: "whole", ...(log && { layers: log }) }, name);
    if (value !== undefined) found[name] = value;
  }
  return found;
}

/**
 * A claim held against runs that were made here.
 *
 * @param claim The claim.
 * @param sides The metrics by seed of the variant it is about, and of the one it is compared with.
 */
export function judgeMade(
  claim: Claim,
  sides: readonly (readonly (readonly [seed: number, metrics: MadeMetrics])[])[],
): Judged {
  const [subject, other] = sides.map((runs) =>
    new Map(runs.flatMap(([seed, metrics]) => {
      const value = metrics[claim.metric];
      return value === undefined ? [] : [[seed, value] as const];
    }))
  );
  const result = judgeClaim(claim, subject!, other);
  return { verdict: result.verdict, evidence: result.reason ?? evidenceOf(result) };
}

function logOf(rows: readonly LayerRow[]): LayerLog {
  const names = LAYER_COLUMNS.map(({ name }) => name);
  const values = Object.fromEntries(
    names.map((name) => [name, Float64Array.from(rows, (row) => row[name])]),
  );
  return { rows: rows.length, names, values: values as LayerLog["values"], wholeBytes: 0 };
}
