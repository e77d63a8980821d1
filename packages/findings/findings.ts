/**
 * What an experiment has found: its variants and the verdicts of its claims, computed once from the
 * logs. Page, index and terminal are made from it.
 */
import { type ClaimResult, evaluateClaims } from "./claims.ts";
import type { ExperimentLogs } from "./read_experiment.ts";
import { type FilledReference, fillProse } from "./prose.ts";
import { gatherVariants, type Variant } from "./variants.ts";

/** An experiment's logs and what follows from them. */
export interface Findings {
  /** What was planned, its prose filled in, and how much of it exists. */
  readonly logs: ExperimentLogs;
  /** The variants, in the order of the declaration. */
  readonly variants: readonly Variant[];
  /** A result for each claim, in the order of the experiment. */
  readonly claims: readonly ClaimResult[];
  /** The references in its prose, with what replaces them. */
  readonly references: readonly FilledReference[];
}

/**
 * Gathers the variants of an experiment, fills in its prose and evaluates its claims.
 *
 * @throws {SyntaxError} A reference in its prose leads nowhere, or a result is typed by hand.
 */
export function findingsOf(logs: ExperimentLogs): Findings {
  const variants = gatherVariants(logs);
  const { record, references } = fillProse(logs.record, variants);
  const claims = evaluateClaims(record.claims, variants);
  return { logs: { ...logs, record }, variants, claims, references };
}

/** The same findings without the logs that only charts are drawn from, which take the most room. */
export function withoutSteps({ logs, claims, references }: Findings): Findings {
  const runs = logs.runs.map(({ steps: _, layers: __, ...run }) => run);
  const rest = { ...logs, runs };
  return { logs: rest, variants: gatherVariants(rest), claims, references };
}
