import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Claim } from "@samebit/runlog";
import type { evaluateClaims, Verdict } from "./claims.ts";
import { findingsOf } from "./findings.ts";
import type { ExperimentLogs, RunLogs } from "./read_experiment.ts";
import { sampleLogs } from "./samples/sample_logs.ts";
import { UPDATE_RULES } from "./samples/samples.ts";

/** The sample with these final training losses by variant and seed, and one claim. */
function logsOf(losses: Record<string, readonly number[]>, claim: Partial<Claim>): ExperimentLogs {
  const seeds = Object.values(losses)[0]!.map((_, at) => at + 1);
  const [first] = UPDATE_RULES.variants;
  const variants = Object.keys(losses).map((label) => ({ ...first!, label }));
  const says = { says: "it is so", metric: "trainLoss", than: "b", ...claim } as Claim;
  const logs = sampleLogs({ ...UPDATE_RULES, variants, seeds, epochs: 1, claims: [says] });
  const runs = logs.runs.map((run) => {
    const result = run.record!.result!;
    const trainLoss = losses[run.planned.variant]![run.planned.seed - 1]!;
    const record = { ...run.record!, result: { ...result, final: { ...result.final, trainLoss } } };
    return { ...run, record };
  });
  return { ...logs, runs };
}

function verdictOf(losses: Record<string, readonly number[]>, claim: Partial<Claim>): Verdict {
  return findingsOf(logsOf(losses, claim)).claims[0]!.verdict;
}

Deno.test("evaluateClaims supports, refutes and finds noise by differences paired by seed", () => {
  const apart = { a: [1, 2, 3], b: [1.5, 2.4, 3.6] };
  assertEquals(verdictOf(apart, { lower: "a" }), "supported");
  assertEquals(verdictOf(apart, { higher: "a" }), "refuted");
  assertEquals(verdictOf(apart, { higher: "b", than: "a" }), "supported");
  const mixed = { a: [1, 2, 3], b: [1.5, 1.5, 3.5] };
  assertEquals(verdictOf(mixed, { lower: "a" }), "inside the noise");
  assertEquals(verdictOf({ a: [1, 2], b: [1, 2] }, { lower: "a" }), "inside the noise");
});

Deno.test("evaluateClaims compares a variant with a number by the variant's interval", () => {
  const losses = { a: [0.1, 0.12, 0.11] };
  assertEquals(verdictOf(losses, { lower: "a", than: 0.2 }), "supported");
  assertEquals(verdictOf(losses, { higher: "a", than: 0.2 }), "refuted");
  assertEquals(verdictOf(losses, { lower: "a", than: 0.115 }), "inside the noise");
});

Deno.test("evaluateClaims shows the numbers it rests on", () => {
  const logs = logsOf({ a: [1, 2, 3], b: [1.5, 2.5, 3.5] }, { lower: "a" });
  const [{ subject, other, difference }] = findingsOf(logs).claims as [
    Required<ReturnType<typeof evaluateClaims>[number]>,
  ];
  assertAlmostEquals(subject.mean, 2);
  assertAlmostEquals(other.mean, 2.5);
  assertEquals(difference.n, 3);
  assertAlmostEquals(difference.interval![1], -0.5);
});

Deno.test("evaluateClaims decides nothing on one seed, but shows it", () => {
  const [result] = findingsOf(logsOf({ a: [1], b: [2] }, { lower: "a" })).claims;
  assertEquals(result!.verdict, "not decided");
  assertEquals(result!.reason, "one seed: no interval");
  assertEquals(result!.difference, { n: 1, mean: -1 });
});

Deno.test("evaluateClaims decides nothing while runs are missing, and says how many", () => {
  const logs = logsOf({ a: [1, 2], b: [2, 3] }, { lower: "a" });
  const missing: RunLogs = { planned: logs.runs[3]!.planned, state: "missing" };
  const [result] = findingsOf({ ...logs, runs: [...logs.runs.slice(0, 3), missing] }).claims;
  assertEquals(result!.verdict, "not decided");
  assertEquals(result!.reason, "1 of 4 runs are incomplete");
});

Deno.test("evaluateClaims decides nothing where a value is not finite or not there", () => {
  const cases: [ExperimentLogs, string][] = [
    [logsOf({ a: [1, NaN], b: [2, 3] }, { lower: "a" }), "a run diverged or a value is not finite"],
    [logsOf({ a: [1, 2], b: [2, 3] }, { lower: "c" }), 'no variant is called "c"'],
    [logsOf({ a: [1, 2], b: [2, 3] }, { lower: "a", than: "d" }), 'no variant is called "d"'],
  ];
  for (const [logs, reason] of cases) {
    const [result] = findingsOf(logs).claims;
    assertEquals([result!.verdict, result!.reason], ["not decided", reason]);
  }
  const untested = logsOf({ a: [1, 2], b: [2, 3] }, { lower: "a", metric: "testLoss" });
  const runs = untested.runs.map((run) => {
    const { test: _, ...result } = run.record!.result!;
    return { ...run, record: { ...run.record!, result } };
  });
  assertEquals(
    findingsOf({ ...untested, runs }).claims[0]!.reason,
    "no run has this metric for a common seed",
  );
});

Deno.test("evaluateClaims holds every run against a number that it should be near, by one seed too", () => {
  const near = { near: "a", than: 2, within: 0.01 };
  assertEquals(verdictOf({ a: [2.01] }, near), "supported");
  assertEquals(verdictOf({ a: [2, 1.99] }, near), "supported");
  assertEquals(verdictOf({ a: [2, 2.03] }, near), "refuted");
  assertEquals(verdictOf({ a: [-2] }, near), "refuted");
  assertEquals(verdictOf({ a: [NaN] }, near), "not decided");
  const [result] = findingsOf(logsOf({ a: [2, 2.5] }, near)).claims;
  assertEquals(result!.distance, 0.25);
});
