/**
 * The numbers behind a verdict, as one line of text: what the terminal says about a claim besides
 * its sentence.
 */
import type { ClaimResult } from "./claims.ts";
import { showCentre, showInterval, showMean, showNumber } from "./format.ts";
import { metricNamed } from "./metrics.ts";
import type { MetricSummary } from "./measured.ts";
import { countToDecide } from "@samebit/statistics";

/**
 * Both sides, and their difference with its 95 % interval: `0.962 ± 0.004 against 0.931 ± 0.011;
 * difference 0.031 [0.012, 0.050], paired by seed`; empty if no run has the metric.
 */
export function evidenceOf({ claim, subject, other, difference, distance }: ClaimResult): string {
  if (subject === undefined || subject.n === 0) return "";
  const metric = metricNamed(claim.metric);
  const than = other === undefined ? String(claim.than) : showMean(other, metric);
  const sides = `${showMean(subject, metric)}${describeOpen(subject)} against ${than}${
    describeOpen(other)
  }`;
  if (claim.near !== undefined) {
    if (distance === undefined) return sides;
    const [off, most] = [distance, claim.within].map((share) => showNumber(share, ".2~%"));
    return `${sides}; off by ${off}, at most ${most}`;
  }
  if (difference?.interval === undefined) return sides;
  const paired = other === undefined ? "" : ", paired by seed";
  const range = `${showCentre(difference, metric)} ${showInterval(difference, metric)}`;
  return `${sides}; difference ${range}${describeWithin(difference)}${paired}` +
    (claim.margin === undefined ? "" : `; margin ${claim.margin}`);
}

/** How many runs reach their target, if not all do: ` (1 of 3 runs reach it)`. */
export function describeOpen(summary: MetricSummary | undefined): string {
  if (summary?.open === undefined) return "";
  return ` (${summary.n - summary.open} of ${summary.n} runs reach it)`;
}

/** Within how many steps a difference is counted, if a run did not reach its target. */
export function describeWithin({ within }: MetricSummary): string {
  return within === undefined ? "" : ` within ${within} steps`;
}

/** For a claim inside the noise: how many seeds would decide it; empty if that cannot be said. */
export function seedsWanted({ claim, verdict, difference }: ClaimResult): string {
  if (verdict !== "inside the noise" || difference === undefined) return "";
  const count = countToDecide(difference, claim.margin);
  return count === undefined ? "" : `about ${count} seeds would decide, if these numbers stay`;
}
