/**
 * How far the runs of an experiment are and how long they will take, estimated from the rows they
 * have and from the times of their files. For people; nothing depends on it.
 *
 * @module
 */
import type { Live, LiveRun } from "@samebit/report";
import { formatSeconds, type RunLogs } from "@samebit/findings";
import type { JsonObject } from "@samebit/runlog";

/** What the clocks say of a run that has begun. */
export interface RunClock {
  /** The last row of `timing.csv`: epochs that are over, and how long they took together. */
  readonly timed?: { readonly epochs: number; readonly seconds: number };
  /** From the beginning of the run, or of its going on, to its last row. */
  readonly rowSeconds: number;
  /** From its last row to now. */
  readonly quietSeconds: number;
}

/** Longer without a row than this and half an epoch: evaluating takes a third of an epoch at most. */
const QUIET_SECONDS = 20;

/** A run with what is known about its pace. */
interface Paced {
  readonly run: RunLogs;
  readonly step: number;
  readonly totalSteps?: number;
  readonly secondsPerStep?: number;
  readonly isRunning: boolean;
}

/**
 * The progress of the runs of an experiment. Runs continue in parallel, as many as there are now;
 * those that have not begun will take as long as the others of the experiment on average.
 */
export function describeLive(
  runs: readonly RunLogs[],
  clockOf: (run: RunLogs) => RunClock,
): Live {
  // Two variants with the same plan share a run.
  const own = [...new Map(runs.map((run) => [run.planned.folder, run])).values()];
  const begun = own.filter(({ state, failure }) => state !== "missing" || failure !== undefined);
  const paced = begun.map((run) => pace(run, clockOf(run), begun));
  const open = paced.filter(({ run: { state } }) => state === "running" || state === "missing");
  const waiting = own.length - begun.length;
  return {
    waiting,
    runs: open.map(describe),
    ...leftOf(paced, open, waiting),
  };
}

function describe(paced: Paced): LiveRun {
  const { run: { planned, failure }, step, totalSteps, isRunning } = paced;
  const seconds = secondsLeft(paced);
  return {
    planned,
    state: failure !== undefined ? "failed" : isRunning ? "running" : "paused",
    step,
    ...(totalSteps !== undefined && { totalSteps }),
    ...(isRunning && seconds !== undefined && { left: formatSeconds(seconds) }),
  };
}

function leftOf(
  paced: readonly Paced[],
  open: readonly Paced[],
  waiting: number,
): { left?: string } {
  const parallel = open.filter(({ isRunning }) => isRunning).length;
  const totals = paced.flatMap(({ totalSteps, secondsPerStep }) =>
    totalSteps === undefined || secondsPerStep === undefined ? [] : [totalSteps * secondsPerStep]
  );
  if (parallel === 0 || totals.length === 0) return {};
  const mean = totals.reduce((sum, each) => sum + each, 0) / totals.length;
  const each = open.map((run) => secondsLeft(run) ?? mean);
  const sum = each.reduce((a, b) => a + b, 0) + waiting * mean;
  return { left: formatSeconds(each.reduce((most, left) => Math.max(most, left), sum / parallel)) };
}

function secondsLeft({ step, totalSteps, secondsPerStep }: Paced): number | undefined {
  if (totalSteps === undefined || secondsPerStep === undefined) return undefined;
  return Math.max(0, totalSteps - step) * secondsPerStep;
}

function pace(run: RunLogs, clock: RunClock, runs: readonly RunLogs[]): Paced {
  const step = run.steps?.values.step.at(-1) ?? 0;
  const perEpoch = stepsPerEpoch(run) ?? sameSteps(run, runs);
  const { timed, rowSeconds, quietSeconds } = clock;
  const measured = perEpoch !== undefined && timed !== undefined && timed.epochs > 0
    ? timed.seconds / (timed.epochs * perEpoch)
    : step > 0 && rowSeconds > 0
    ? rowSeconds / step
    : undefined;
  const patience = QUIET_SECONDS + (measured ?? 0) * (perEpoch ?? 0) / 2;
  // A search ends runs early.
  const total = run.state === "stopped"
    ? step
    : run.record?.result?.steps ?? totalOf(run, perEpoch);
  return {
    run,
    step,
    isRunning: run.state === "running" && run.failure === undefined && quietSeconds <= patience,
    ...(total !== undefined && { totalSteps: total }),
    ...(measured !== undefined && { secondsPerStep: measured }),
  };
}

function totalOf({ record }: RunLogs, perEpoch: number | undefined): number | undefined {
  const { epochs } = record?.plan ?? {};
  return typeof epochs === "number" && perEpoch !== undefined ? epochs * perEpoch : undefined;
}

/** From the plan if it gives the number of examples, otherwise from a completed epoch. */
function stepsPerEpoch({ record, steps, epochs }: RunLogs): number | undefined {
  const { dataset, batchSize } = record?.plan ?? {};
  const { trainExamples } = (dataset ?? {}) as JsonObject;
  if (typeof trainExamples === "number" && typeof batchSize === "number") {
    return Math.max(Math.floor(trainExamples / batchSize), 1);
  }
  if (steps === undefined || (epochs?.values.epoch.at(-1) ?? 0) < 1) return undefined;
  const first = steps.values.epoch.findIndex((epoch) => epoch > 1);
  return first < 0 ? steps.rows : first;
}

/** The steps of an epoch of another run on the same data in batches of the same size. */
function sameSteps(run: RunLogs, runs: readonly RunLogs[]): number | undefined {
  const keyOf = ({ record }: RunLogs) =>
    JSON.stringify([record?.plan["dataset"] ?? 0, record?.plan["batchSize"] ?? 0]);
  const key = keyOf(run);
  for (const other of runs) {
    const steps = keyOf(other) === key ? stepsPerEpoch(other) : undefined;
    if (steps !== undefined) return steps;
  }
  return undefined;
}
