/**
 * What an experiment has found, as data: `report.json`, for programs that need claims, numbers and
 * hashes without reading HTML. Nothing in it depends on a machine, so the same runs give the same
 * bytes everywhere. Every field: `docs/report-json.md`.
 */
import { summarize } from "@samebit/statistics";
import { METRIC_NAMES, type MetricName, type TaskName } from "@samebit/runlog";
import type { Digests } from "@samebit/store";
import { type ClaimResult, subjectOf, type Verdict } from "./claims.ts";
import type { Findings } from "./findings.ts";
import type { MetricSummary } from "./measured.ts";
import { namedTargets } from "./named_targets.ts";
import type { FilledReference } from "./prose.ts";
import type { RunLogs, RunState } from "./read_experiment.ts";
import {
  measure,
  metricBySeed,
  summarizeMetric,
  taskOfVariants,
  type Variant,
} from "./variants.ts";

/** A claim with its verdict. */
export interface ReportedClaim {
  /** The sentence that is claimed. */
  readonly says: string;
  /** The metric that decides. */
  readonly metric: MetricName;
  /** The variant that it is about. */
  readonly subject: string;
  /** What it says about the subject. */
  readonly relation: "lower" | "higher" | "near" | "equivalent";
  /** The variant or the number that the subject is compared with. */
  readonly than: string | number;
  /** For `near`: the largest difference, as a share of the number. */
  readonly within?: number;
  /** For `equivalent`: what the means may differ by. */
  readonly margin?: number;
  /** Whether a refuted claim makes commands fail. */
  readonly must: boolean;
  /** What the numbers say. */
  readonly verdict: Verdict;
  /** Why there is no verdict. */
  readonly reason?: string;
  /** What the verdict rests on. */
  readonly numbers: Pick<ClaimResult, "subject" | "other" | "difference" | "distance">;
}

/** A variant with its numbers. */
export interface ReportedVariant {
  /** Its name. */
  readonly label: string;
  /** Label by tuned axis of the candidate that represents it. */
  readonly tuned: Readonly<Record<string, string>>;
  /** How many candidates were tried. */
  readonly candidates: number;
  /** Whether all runs are complete, so that the choice among candidates is final. */
  readonly decided: boolean;
  /** By metric: the summary over seeds, and the value of each seed. */
  readonly metrics: Readonly<Record<string, ReportedMetric>>;
  /** The same of what kept predictions say beyond metrics; absent where they say nothing. */
  readonly diagnostics?: Readonly<Record<string, ReportedMetric>>;
}

/** A metric of a variant. */
export interface ReportedMetric extends MetricSummary {
  /** The value by seed; for steps to a target that a run did not reach, the steps that it took. */
  readonly bySeed: Readonly<Record<string, number>>;
}

/** A planned run. */
export interface ReportedRun {
  /** The variant it belongs to. */
  readonly variant: string;
  /** Its label by tuned axis. */
  readonly tuned: Readonly<Record<string, string>>;
  /** Its root seed. */
  readonly seed: number;
  /** Its folder, below that of `report.json`. */
  readonly folder: string;
  /** SHA-256 of plan and data. */
  readonly identity: string;
  /** Whether it is whole. */
  readonly state: RunState;
  /** How it ended. */
  readonly ended?: string;
  /** The version of the contract it was made under. */
  readonly contract?: number;
  /** SHA-256 of the data. */
  readonly dataHash?: string;
  /** Its numbers by metric. */
  readonly metrics: Readonly<Record<string, number>>;
  /** The metrics among them whose target it did not reach; absent if there is none. */
  readonly open?: readonly MetricName[];
  /** SHA-256 of each of its files that is the same everywhere. */
  readonly files?: Digests;
}

/** The complete `report.json`. */
export interface ReportRecord {
  /** What the file is. */
  readonly format: "samebit-report";
  /** The version of its schema. */
  readonly version: 1;
  /** The experiment's name. */
  readonly slug: string;
  /** The page's heading. */
  readonly title: string;
  /** What the experiment asks. */
  readonly question: string;
  /** What its author expected. */
  readonly expectation: string;
  /** What its author found, in words; absent if nothing is written. */
  readonly answer?: string;
  /** The numbers that these texts and the claims' sentences refer to; absent if there are none. */
  readonly references?: readonly FilledReference[];
  /** What is predicted: classes or numbers. */
  readonly task: TaskName;
  /** Its claims with their verdicts. */
  readonly claims: readonly ReportedClaim[];
  /** Its variants with their numbers. */
  readonly variants: readonly ReportedVariant[];
  /** Its runs, in the order of the declaration. */
  readonly runs: readonly ReportedRun[];
  /** Folders of runs that are no longer planned. */
  readonly stale: readonly string[];
  /** The page beside it. */
  readonly page?: {
    /** SHA-256 of what of the page is the same on every machine. */
    readonly sha256: string;
  };
}

/** What is not in the findings themselves. */
export interface ReportFiles {
  /** The hashes of the files of the run in a folder, if they are known. */
  filesOf?(folder: string): Digests | undefined;
  /** SHA-256 of what of the page is the same on every machine. */
  readonly page?: string;
  /** What kept predictions say beyond metrics: by variant, by name, by seed. */
  readonly diagnostics?: Diagnostics;
}

/** Numbers by the label of a variant, by name and by seed. */
export type Diagnostics = ReadonlyMap<
  string,
  Readonly<Record<string, ReadonlyMap<number, number>>>
>;

/** What an experiment has found, as data. */
export function describeFindings(
  { logs, variants, claims, references }: Findings,
  { filesOf, page, diagnostics }: ReportFiles = {},
): ReportRecord {
  const { slug, title, question, expectation, answer } = logs.record;
  const names = [...METRIC_NAMES, ...namedTargets({ claims, references })];
  return {
    format: "samebit-report",
    version: 1,
    slug,
    title,
    question,
    expectation,
    ...(answer !== undefined && { answer }),
    ...(references.length > 0 && { references }),
    task: taskOfVariants(variants),
    claims: claims.map(describeClaim),
    variants: variants.map((variant) => ({
      ...describeVariant(variant, names),
      ...describeDiagnostics(diagnostics?.get(variant.label)),
    })),
    runs: logs.runs.map((run) => describeRun(run, names, filesOf?.(run.planned.folder))),
    stale: logs.stale,
    ...(page !== undefined && { page: { sha256: page } }),
  };
}

/**
 * The text of `report.json`, or of a part of it. Numbers that JSON cannot write (`NaN`, `Infinity`,
 * `-Infinity`, `-0`) stand as strings, as in `run.json`.
 */
export function formatReport(report: unknown): string {
  const spell = (_: string, value: unknown) =>
    typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0))
      ? Object.is(value, -0) ? "-0" : String(value)
      : value;
  return JSON.stringify(report, spell, 2) + "\n";
}

function describeClaim(result: ClaimResult): ReportedClaim {
  const { claim, verdict, reason, subject, other, difference, distance } = result;
  const { says, metric, than, within, margin, must = false } = claim;
  return {
    says,
    metric,
    subject: subjectOf(claim),
    relation: (["lower", "higher", "near", "equivalent"] as const)
      .find((relation) => claim[relation] !== undefined)!,
    than,
    ...(within !== undefined && { within }),
    ...(margin !== undefined && { margin }),
    must,
    verdict,
    ...(reason !== undefined && { reason }),
    numbers: {
      ...(subject && { subject }),
      ...(other && { other }),
      ...(difference && { difference }),
      ...(distance !== undefined && { distance }),
    },
  };
}

function describeVariant(
  { label, candidates, chosen, decided }: Variant,
  names: readonly MetricName[],
): ReportedVariant {
  const metrics = names.flatMap((name) => {
    const bySeed = metricBySeed(chosen, name);
    if (bySeed.size === 0) return [];
    const values = { ...summarizeMetric(chosen, name), bySeed: Object.fromEntries(bySeed) };
    return [[name, values] as const];
  });
  return {
    label,
    tuned: chosen.tuned,
    candidates: candidates.length,
    decided,
    metrics: Object.fromEntries(metrics),
  };
}

function describeDiagnostics(
  numbers: Readonly<Record<string, ReadonlyMap<number, number>>> = {},
): Pick<ReportedVariant, "diagnostics"> {
  const found = Object.entries(numbers).map(([name, bySeed]) =>
    [name, { ...summarize([...bySeed.values()]), bySeed: Object.fromEntries(bySeed) }] as const
  );
  return found.length === 0 ? {} : { diagnostics: Object.fromEntries(found) };
}

function describeRun(
  run: RunLogs,
  names: readonly MetricName[],
  files: Digests | undefined,
): ReportedRun {
  const { planned: { variant, tuned, seed, folder, identity }, state, record } = run;
  const measured = names.flatMap((name) => {
    const found = measure(run, name);
    return found === undefined ? [] : [[name, found] as const];
  });
  const open = measured.filter(([, found]) => found.open).map(([name]) => name);
  return {
    variant,
    tuned,
    seed,
    folder,
    identity,
    state,
    ...(record?.ended && { ended: record.ended }),
    ...(record && { contract: record.contract, dataHash: record.dataHash }),
    metrics: Object.fromEntries(measured.map(([name, { value }]) => [name, value])),
    ...(open.length > 0 && { open }),
    ...(files && { files }),
  };
}
