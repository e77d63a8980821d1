/** Section 17 of the contract: quantiles of t, summaries and verdicts. */
import type { Variant } from "@samebit/findings";
import { studentQuantile, summarize, summarizeIndependent } from "@samebit/statistics";
import { evaluateClaims } from "../../packages/findings/claims.ts";
import { type Case, checkVectors, floatOf, floatsOf, hex64 } from "./vectors.ts";

/** A variant of whole runs, one for each value of its last training loss. */
function variantOf(label: string, hex: readonly string[]): Variant {
  const runs = hex.map((value, at) => ({
    planned: { seed: at + 1 },
    state: "whole",
    record: { result: { final: { trainLoss: floatOf(value) } } },
  }));
  const candidate = { tuned: {}, runs };
  const variant = { label, runs, candidates: [candidate], chosen: candidate, decided: true };
  return variant as unknown as Variant;
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
  verdict({ claim, a, b }: Case) {
    const variants = [variantOf("a", a), variantOf("b", b)];
    return evaluateClaims([claim], variants)[0]!.verdict;
  },
});
