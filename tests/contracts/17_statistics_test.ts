/** Section 17 of the contract: quantiles of t, summaries and verdicts. */
import { metricBySeed, type Variant } from "@samebit/findings";
import { readStepsTo } from "@samebit/runlog";
import { studentQuantile, summarize, summarizeIndependent } from "@samebit/statistics";
import { evaluateClaims } from "../../packages/findings/claims.ts";
import { type Case, checkVectors, floatOf, floatsOf, hex64 } from "./vectors.ts";

/** A variant of complete runs, one for each seed. */
function variantOf(label: string, facts: readonly object[]): Variant {
  const runs = facts.map((each, at) => ({ planned: { seed: at + 1 }, state: "whole", ...each }));
  const candidate = { tuned: {}, runs };
  const variant = { label, runs, candidates: [candidate], chosen: candidate, decided: true };
  return variant as unknown as Variant;
}

/** A run with this last training loss. */
function endingAt(trainLoss: string) {
  return { record: { result: { final: { trainLoss: floatOf(trainLoss) } } } };
}

/** A run with these numbers in the column of a target, row by row. */
function passing(metric: string, numbers: readonly string[], result: object) {
  const epoch = numbers.map((_, at) => at);
  const values = { epoch, [readStepsTo(metric)!.column]: floatsOf(numbers) };
  return { record: { result }, epochs: { rows: numbers.length, values } };
}

checkVectors("17-statistics", {
  quantile: ({ p, freedom }: Case) => hex64(studentQuantile(floatOf(p), floatOf(freedom))),
  summary({ values }: Case) {
    const { mean, deviation, interval } = summarize([...floatsOf(values)]);
    return { mean: hex64(mean), deviation: hex64(deviation!), interval: interval!.map(hex64) };
  },
  independent({ a, b }: Case) {
    const { mean, interval } = summarizeIndependent([...floatsOf(a)], [...floatsOf(b)]);
    return { mean: hex64(mean), interval: interval!.map(hex64) };
  },
  stepsTo({ claim, steps, epochs, a, b }: Case) {
    const result = { steps, epochs };
    const sides = Object.entries({ a, b }).map(([label, runs]) =>
      variantOf(label, runs.map((rows: string[]) => passing(claim.metric, rows, result)))
    );
    return {
      verdict: evaluateClaims([claim], sides)[0]!.verdict,
      steps: [...metricBySeed(sides[0]!.chosen, claim.metric).values()].map(hex64),
    };
  },
  verdict({ claim, a, b }: Case) {
    const variants = [variantOf("a", a.map(endingAt)), variantOf("b", b.map(endingAt))];
    return evaluateClaims([claim], variants)[0]!.verdict;
  },
});
