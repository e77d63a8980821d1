import { assertEquals } from "@std/assert";
import type { RunLogs } from "@samebit/findings";
import { formatHeader, parseLog, recordsOf, STEP_COLUMNS } from "@samebit/runlog";
import { describeLive, type RunClock } from "./time_left.ts";

const { epochs: EPOCHS } = recordsOf("classification");

/** A run of ten epochs that has made so many steps, five in an epoch. */
function runOf(seed: number, steps: number, changed: Partial<RunLogs> = {}): RunLogs {
  const rows = Array.from(
    { length: steps },
    (_, at) => `${at + 1},${Math.floor(at / 5) + 1},0.1,2\n`,
  );
  const evaluated = Array.from({ length: Math.floor(steps / 5) + 1 }, (_, at) => `${at},2,0,2,0\n`);
  const identity = String(seed).repeat(64);
  return {
    planned: { variant: "adam", compared: {}, tuned: {}, seed, identity, folder: `runs/${seed}` },
    state: "running",
    record: {
      identity,
      contract: 1,
      dataHash: "d".repeat(64),
      plan: { dataset: { trainExamples: 100 }, batchSize: 20, epochs: 10 },
      warnings: [],
    },
    steps: parseLog(formatHeader(STEP_COLUMNS) + rows.join(""), STEP_COLUMNS, "steps.csv"),
    epochs: parseLog(formatHeader(EPOCHS) + evaluated.join(""), EPOCHS, "epochs.csv"),
    ...changed,
  };
}

const { record } = runOf(1, 0);
const MISSING = (seed: number): RunLogs => ({ planned: runOf(seed, 0).planned, state: "missing" });

/** Two seconds a step, a row just now. */
const QUICK: RunClock = { timed: { epochs: 2, seconds: 20 }, rowSeconds: 0, quietSeconds: 0 };

Deno.test("describeLive estimates from the finished epochs how long a run will take", () => {
  const { runs, waiting, left } = describeLive([runOf(1, 13)], () => QUICK);
  assertEquals(runs.map(({ state, step, totalSteps, left }) => [state, step, totalSteps, left]), [
    ["running", 13, 50, "about 74 s"],
  ]);
  assertEquals([waiting, left], [0, "about 74 s"]);
});

Deno.test("describeLive estimates before the first epoch from the time between the rows", () => {
  const clock = { rowSeconds: 6, quietSeconds: 0 };
  assertEquals(describeLive([runOf(1, 3)], () => clock).runs[0]!.left, "about 2 min");
});

Deno.test("describeLive counts the steps of an epoch where the plan says all examples", () => {
  const plan = { dataset: { trainExamples: "all" }, batchSize: 20, epochs: 10 };
  const all = (seed: number, steps: number) => runOf(seed, steps, { record: { ...record!, plan } });
  const totals = (runs: RunLogs[]) =>
    describeLive(runs, () => QUICK).runs.map(({ totalSteps }) => totalSteps);
  assertEquals(totals([all(1, 4)]), [undefined]);
  assertEquals(totals([all(1, 5)]), [50]);
  assertEquals(totals([all(1, 7)]), [50]);
  assertEquals(totals([all(1, 4), all(2, 7)]), [50, 50]);
});

Deno.test("describeLive calls a run paused if no row arrives for longer than an evaluation takes", () => {
  const stateAfter = (quietSeconds: number) =>
    describeLive([runOf(1, 13)], () => ({ ...QUICK, quietSeconds })).runs[0]!;
  assertEquals(stateAfter(24).state, "running");
  const { state, left } = stateAfter(26);
  assertEquals([state, left], ["paused", undefined]);
});

Deno.test("describeLive calls a run failed if it says so, whether or not it has begun", () => {
  const failed = [runOf(1, 13, { failure: "No memory" }), { ...MISSING(2), failure: "No data" }];
  const { runs, waiting, left } = describeLive(failed, () => QUICK);
  assertEquals(runs.map(({ state, step, left }) => [state, step, left]), [
    ["failed", 13, undefined],
    ["failed", 0, undefined],
  ]);
  assertEquals([waiting, left], [0, undefined]);
});

Deno.test("describeLive counts all runs together: two at a time, those not begun like the others", () => {
  const runs = [runOf(1, 25), runOf(2, 25), MISSING(3), MISSING(4), MISSING(5)];
  // 50 s for each of the two and 100 s for each of the three, two at a time.
  assertEquals(describeLive(runs, () => QUICK).left, "about 3 min");
  assertEquals(describeLive(runs, () => QUICK).waiting, 3);
});

Deno.test("describeLive gives no time if no run is in progress", () => {
  const { left, waiting, runs } = describeLive([MISSING(1), MISSING(2)], () => QUICK);
  assertEquals([left, waiting, runs], [undefined, 2, []]);
});

Deno.test("describeLive counts a run that stands for two variants once", () => {
  assertEquals(describeLive([MISSING(1), MISSING(1)], () => QUICK).waiting, 1);
});
