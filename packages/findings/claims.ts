/**
 * Executable findings. A claim is compared with the runs and gets a verdict with its numbers; what
 * the numbers cannot decide stays undecided, with the reason. It never reads prose: `says` is shown
 * beside the verdict, and only its other fields are evaluated.
 */
import type { Claim } from "@samebit/runlog";
import { highest } from "@samebit/statistics";
import { differencesOf, type Measured, type MetricSummary, summarizeMeasured } from "./measured.ts";
import { measuredBySeed, type Variant } from "./variants.ts";

/** What the numbers say about a claim. */
export type Verdict = "supported" | "refuted" | "inside the noise" | "not decided";

/** A claim with its verdict and the numbers it rests on. */
export interface ClaimResult {
  /** The claim. */
  readonly claim: Claim;
  /** What the numbers say. */
  readonly verdict: Verdict;
  /** Why there is no verdict; absent if there is one. */
  readonly reason?: string;
  /** The metric of the variant that the claim is about. */
  readonly subject?: MetricSummary;
  /** The metric of the variant it is compared with; absent against a number. */
  readonly other?: MetricSummary;
  /** The differences subject − other, paired by seed, or subject − number. */
  readonly difference?: MetricSummary;
  /** For a claim that a variant is near a number: the largest difference, as a share of the number. */
  readonly distance?: number;
}

/**
 * Evaluates every claim of an experiment, in its order.
 *
 * Two variants are compared by their differences paired by seed, a variant and a number by the
 * variant's values. If the 95 % interval of the mean difference (Student's t) lies completely on
 * the claimed side of 0, the claim is `supported`; completely on the other side, `refuted`;
 * otherwise it is `inside the noise`. It is `not decided` as long as runs are missing, below two
 * common seeds (one seed has no interval), and if a value is not finite.
 *
 * That two variants are equivalent within a margin is supported if the interval lies completely
 * between −margin and margin (two one-sided tests at 2.5 % each), refuted if it lies completely
 * beyond one of them. Runs that end before a target count with the steps they took
 * (`differencesOf`); what they leave open is not decided: that they are equivalent, or how they
 * compare with a larger number of steps. That a variant is near a number does not depend on
 * intervals: every run must be near it, and one seed decides. A tuned variant is its best candidate
 * by what its task chooses by.
 */
export function evaluateClaims(
  claims: readonly Claim[],
  variants: readonly Variant[],
): readonly ClaimResult[] {
  return claims.map((claim) => evaluateClaim(claim, variants));
}

function evaluateClaim(claim: Claim, variants: readonly Variant[]): ClaimResult {
  const names = [subjectOf(claim)];
  if (typeof claim.than === "string") names.push(claim.than);
  const sides = names.map((name) => variants.find(({ label }) => label === name));
  const unknown = sides.indexOf(undefined);
  if (unknown >= 0) return undecided(claim, `no variant is called "${names[unknown]}"`);
  const [a, b] = sides.map((side) => measuredBySeed(side!.chosen, claim.metric));
  const result = judgeClaim(claim, a!, b);
  const reason = reasonAgainst(sides as Variant[]);
  if (reason === undefined) return result;
  const { subject, other, difference } = result;
  return {
    ...undecided(claim, reason),
    subject: subject!,
    ...(other && { other }),
    difference: difference!,
  };
}

/**
 * A claim compared with the numbers of both sides by seed, or of one if the claim names a number;
 * `not decided` if they are too few or not finite.
 */
export function judgeClaim(
  claim: Claim,
  subject: ReadonlyMap<number, Measured>,
  other?: ReadonlyMap<number, Measured>,
): ClaimResult {
  const { than } = claim;
  const values = [...subject.values()].map(({ value }) => value);
  const numbers = {
    subject: summarizeMeasured([...subject.values()]),
    ...(other && { other: summarizeMeasured([...other.values()]) }),
    difference: differencesOf(subject, typeof than === "number" ? than : other!),
  };
  const isNear = claim.near !== undefined;
  const reason = reasonAgainstNumbers(numbers.difference, isNear ? 1 : 2) ??
    reasonLeftOpen(claim, numbers.difference);
  if (reason !== undefined) return { ...undecided(claim, reason), ...numbers };
  if (isNear && typeof than === "number") {
    const distance = highest(values.map((x) => Math.abs(x - than) / Math.abs(than)));
    const verdict = distance <= claim.within! ? "supported" : "refuted";
    return { claim, verdict, ...numbers, distance };
  }
  return { claim, verdict: judge(claim, numbers.difference.interval!), ...numbers };
}

/** The variant that a claim is about. */
export function subjectOf({ lower, higher, near, equivalent }: Claim): string {
  return lower ?? higher ?? near ?? equivalent!;
}

function reasonAgainst(sides: readonly Variant[]): string | undefined {
  const runs = sides.flatMap((each) => each.runs);
  const open = runs.filter(({ state }) => state !== "whole" && state !== "stopped").length;
  if (open > 0) return `${open} of ${runs.length} runs are incomplete`;
  return sides.some(({ decided }) => !decided) ? "values are still searched for" : undefined;
}

function reasonAgainstNumbers({ n, mean }: MetricSummary, least: number): string | undefined {
  if (n === 0) return "no run has this metric for a common seed";
  if (n < least) return "one seed: no interval";
  return Number.isFinite(mean) ? undefined : "a run diverged or a value is not finite";
}

/** Why open values leave a claim undecided. */
function reasonLeftOpen(
  { near, equivalent, than }: Claim,
  found: MetricSummary,
): string | undefined {
  const { open, within } = found;
  if (open === undefined) return undefined;
  const isBeyond = typeof than === "number" && than > within!;
  if (near === undefined && equivalent === undefined && !isBeyond) return undefined;
  return `a run ended after ${within} steps and had not reached it`;
}

function judge(claim: Claim, [low, high]: readonly [number, number]): Verdict {
  if (claim.equivalent !== undefined) {
    const margin = claim.margin!;
    if (low > -margin && high < margin) return "supported";
    return low >= margin || high <= -margin ? "refuted" : "inside the noise";
  }
  if (low <= 0 && high >= 0) return "inside the noise";
  const below = high < 0;
  return below === (claim.lower !== undefined) ? "supported" : "refuted";
}

function undecided(claim: Claim, reason: string): ClaimResult {
  return { claim, verdict: "not decided", reason };
}
