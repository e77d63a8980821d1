import { assertAlmostEquals, assertEquals } from "@std/assert";
import type { Claim } from "@samebit/runlog";
import type { ClaimResult, evaluateClaims, Verdict } from "./claims.ts";
import { evidenceOf } from "./evidence.ts";
import { findingsOf } from "./findings.ts";
import type { EpochLog, ExperimentLogs, RunLogs } from "./read_experiment.ts";
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

Deno.test("evaluateClaims decides nothing if a value is missing or not finite", () => {
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

Deno.test("evaluateClaims compares every run with the number that it should be near, with one seed too", () => {
  const near = { near: "a", than: 2, within: 0.01 };
  assertEquals(verdictOf({ a: [2.01] }, near), "supported");
  assertEquals(verdictOf({ a: [2, 1.99] }, near), "supported");
  assertEquals(verdictOf({ a: [2, 2.03] }, near), "refuted");
  assertEquals(verdictOf({ a: [-2] }, near), "refuted");
  assertEquals(verdictOf({ a: [NaN] }, near), "not decided");
  const [result] = findingsOf(logsOf({ a: [2, 2.5] }, near)).claims;
  assertEquals(result!.distance, 0.25);
});

Deno.test("evaluateClaims compares equivalent variants with a margin on both sides of zero", () => {
  const within = (margin: number) => ({ equivalent: "a", than: "b", margin });
  const losses = { a: [1, 1.01, 1.02], b: [1.005, 1.012, 1.031] };
  assertEquals(verdictOf(losses, within(0.05)), "supported");
  assertEquals(verdictOf(losses, within(0.01)), "inside the noise");
  assertEquals(verdictOf({ ...losses, b: [2, 2.01, 2.02] }, within(0.05)), "refuted");
  assertEquals(verdictOf({ a: [1], b: [1] }, within(0.05)), "not decided");
});

const TARGET: Partial<Claim> = { metric: "stepsTo(trainAccuracy, 0.9)" };

/** The sample with these training accuracies by variant and seed, an evaluation each 40 steps. */
function accuraciesOf(
  rows: Record<string, readonly (readonly number[])[]>,
  claim: Partial<Claim>,
): ClaimResult {
  const losses = Object.fromEntries(
    Object.entries(rows).map(([label, runs]) => [label, runs.map(() => 1)]),
  );
  const logs = logsOf(losses, { ...TARGET, ...claim });
  const runs = logs.runs.map((run) => {
    const numbers = rows[run.planned.variant]![run.planned.seed - 1]!;
    const last = numbers.length - 1;
    const values = {
      epoch: Float64Array.from(numbers, (_, at) => at),
      trainAccuracy: Float64Array.from(numbers),
    };
    const result = { ...run.record!.result!, epochs: last, steps: 40 * last };
    const epochs = { ...run.epochs!, rows: numbers.length, values } as unknown as EpochLog;
    return { ...run, epochs, record: { ...run.record!, result } };
  });
  return findingsOf({ ...logs, runs }).claims[0]!;
}

const NEVER = [0.1, 0.2, 0.3, 0.4];

Deno.test("evaluateClaims counts the steps to a target by the first evaluation that has it", () => {
  const result = accuraciesOf(
    { a: [[0.1, 0.9, 0.8, 0.95], [0.1, 0.91, 0.9, 0.9]], b: [[0, 0, 0.5, 1], [0, 0, 0.5, 1]] },
    { lower: "a" },
  );
  assertEquals(result.verdict, "supported");
  assertEquals(result.subject!.mean, 40);
  assertEquals(result.difference, { n: 2, mean: -80, deviation: 0, interval: [-80, -80] });
});

Deno.test("evaluateClaims keeps runs that do not reach a target, with the steps they took", () => {
  const result = accuraciesOf({ a: [[0.1, 0.9], [0.1, 0.9]], b: [NEVER, NEVER] }, { lower: "a" });
  assertEquals([result.verdict, result.other!.open, result.difference!.within], [
    "supported",
    2,
    120,
  ]);
  assertEquals(
    evidenceOf(result),
    "40 ± 0 against > 120 ± 0 (0 of 2 runs reach it); difference −80 [−80, −80] within 120 steps, " +
      "paired by seed",
  );
});

Deno.test("evaluateClaims counts nothing beyond the steps of a run that stopped before its target", () => {
  // The first run of b ends after 40 steps: nobody knows whether a would have been faster.
  const stopped = { a: [[0.1, 0.2, 0.3, 0.9], [0.1, 0.2, 0.3, 0.9]], b: [[0.1, 0.2], NEVER] };
  assertEquals(accuraciesOf(stopped, { higher: "a" }).verdict, "inside the noise");
  assertEquals(accuraciesOf(stopped, { lower: "a" }).difference!.mean, 0);
});

Deno.test("evaluateClaims leaves undecided what runs short of a target leave open", () => {
  const rows = { a: [NEVER, NEVER], b: [NEVER, NEVER] };
  const reason = "a run ended after 120 steps and had not reached it";
  for (
    const claim of [{ equivalent: "a", than: "b", margin: 5 }, { lower: "a", than: 130 }] as const
  ) {
    const result = accuraciesOf(rows, claim);
    assertEquals([result.verdict, result.reason], ["not decided", reason]);
  }
  assertEquals(accuraciesOf(rows, { higher: "a", than: 100 }).verdict, "supported");
});
