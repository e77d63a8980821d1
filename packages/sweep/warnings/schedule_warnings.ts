/**
 * Warnings about settings that a run is too short for, or that change nothing: warm-up, schedule,
 * stopping, averaging, clipping and how often something is measured.
 *
 * @module
 */
import { learningRateAt } from "@samebit/optimizers";
import { count, type Warn, warnIf } from "./subject.ts";

const MAX_FLOAT32 = 3.4028234663852886e38;

/** A warm-up that is longer than the run. */
const longWarmup: Warn = ({ plan: { schedule }, totalSteps, spell }) => {
  const { warmupSteps } = schedule;
  const reached = (100 * totalSteps / warmupSteps).toPrecision(2);
  return warnIf(
    warmupSteps > totalSteps,
    spell("schedule", "warmupSteps"),
    `a warm-up of ${count(warmupSteps)} steps in a run of ${
      count(totalSteps)
    }: the learning rate ` +
      `ends at ${Number(reached)} % of what the file says`,
    `choose at most ${count(totalSteps)} steps, or more epochs`,
  );
};

/** A schedule whose factor is 1 from the end of the warm-up up to the last step. */
const idleSchedule: Warn = ({ plan: { schedule, epochs }, totalSteps, spell }) => {
  const first = { step: Math.max(1, schedule.warmupSteps), epoch: 1, totalSteps };
  const last = { step: totalSteps, epoch: epochs, totalSteps };
  const isIdle = schedule.kind !== "constant" && schedule.warmupSteps <= totalSteps &&
    [first, last].every((position) => learningRateAt(schedule, 1, position) === 1);
  return warnIf(
    isIdle,
    spell("schedule"),
    `"${schedule.kind}" changes nothing in ${count(totalSteps)} steps of ${count(epochs)} ` +
      `${
        epochs === 1 ? "epoch" : "epochs"
      }: the learning rate is still undiminished in the last step`,
    'choose settings that act before the end, or "constant"',
  );
};

/** Patience that lasts to the end of the run. */
const longPatience: Warn = ({ plan: { stopping, epochs }, spell }) =>
  stopping.kind === "none" ? [] : warnIf(
    stopping.patience >= epochs,
    spell("stopping", "patience"),
    `waits for ${count(stopping.patience)} evaluations in a run of ${count(epochs)} ` +
      `${epochs === 1 ? "epoch" : "epochs"}, which it can never end early`,
    `choose fewer than ${count(epochs)}`,
  );

/** Averages that are the weights, or whose decay is never reached. */
const idleAveraging: Warn = ({ plan: { averaging }, totalSteps, spell }) => {
  if (averaging.kind === "none") return [];
  const { decay } = averaging;
  const reached = (1 + totalSteps) / (10 + totalSteps);
  return [
    ...warnIf(
      decay === 0,
      spell("averaging", "decay"),
      "0 keeps nothing of the average: it is the weights themselves",
      'choose more than 0, or averaging "none"',
    ),
    ...warnIf(
      reached < decay,
      spell("averaging", "decay"),
      `${decay} is never reached: the average keeps at most ${
        reached.toPrecision(3)
      } of itself, in ` +
        `the last of ${count(totalSteps)} steps`,
      `choose at most that, or more epochs`,
    ),
  ];
};

/** A limit above every finite gradient. */
const idleClipping: Warn = ({ plan: { clipping, precision }, spell }) => {
  const most = precision === "float32" ? MAX_FLOAT32 : Number.MAX_VALUE;
  return clipping.kind === "none" ? [] : warnIf(
    clipping.limit >= most,
    spell("clipping", "limit"),
    `no finite gradient in ${precision} is larger than ${clipping.limit}`,
    'choose a smaller limit, or clipping "none"',
  );
};

/** Layers that are measured only in the first step. */
const rareLayers: Warn = ({ plan: { evaluation: { layers } }, totalSteps, spell }) =>
  warnIf(
    layers.every >= totalSteps && totalSteps > 1,
    spell("evaluation", "layers", "every"),
    `every ${count(layers.every)} steps of ${count(totalSteps)} measures only the first step`,
    `choose less than ${count(totalSteps)}`,
  );

/** More training examples to measure than there are, if that was declared. */
const fewMeasured: Warn = ({ settings: { evaluation }, facts: { train }, spell }) => {
  const wanted = evaluation?.trainExamples ?? 0;
  return warnIf(
    wanted > train.count,
    spell("evaluation", "trainExamples"),
    `asks for ${count(wanted)} of ${count(train.count)} training examples: all are measured`,
    `choose at most ${count(train.count)}`,
  );
};

/** Every kind of warning about what a run is too short for. */
export const SCHEDULE_WARNINGS: readonly Warn[] = [
  longWarmup,
  idleSchedule,
  longPatience,
  idleAveraging,
  idleClipping,
  rareLayers,
  fewMeasured,
];
