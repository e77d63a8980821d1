/**
 * Experiments for tests of pages and charts, made by formulas: whole folders of logs as a trained
 * experiment would leave them, without training. Not for anything but tests.
 */
import {
  type Ended,
  type EpochRow,
  EXPERIMENT_FILES,
  type ExperimentRecord,
  formatHeader,
  formatRecord,
  formatRow,
  LAYER_COLUMNS,
  parseLog,
  parseRunRecord,
  type PlannedRun,
  recordsOf,
  RUN_FILES,
  type RunRecord,
  STEP_COLUMNS,
  type TrailRow,
} from "@samebit/runlog";
import type { ExperimentLogs, RunLogs } from "../read_experiment.ts";
import { sampleLayers, samplePredictions } from "./sample_looks.ts";
import { sample, type SampleExperiment, type SampleVariant, SMALL } from "./samples.ts";

const { epochs: EPOCHS } = recordsOf("classification");

/** The record of a sample. */
export function sampleRecord(made: SampleExperiment): ExperimentRecord {
  const { slug, title, question, expectation, claims } = made;
  return {
    slug,
    title,
    question,
    expectation,
    claims,
    declaration: { title, seeds: made.seeds },
    runs: made.variants.flatMap((variant, at) =>
      made.seeds.map((seed) => samplePlan(variant, at, seed))
    ),
  };
}

/** The files of a run of a sample, by name. */
export interface SampleFiles extends Record<string, string | Uint8Array> {
  readonly [RUN_FILES.record]: string;
  readonly [RUN_FILES.steps]: string;
  readonly [RUN_FILES.epochs]: string;
}

/** The files of one run of a sample. */
export function sampleRun(
  made: SampleExperiment,
  variant: SampleVariant,
  planned: PlannedRun,
  ended: Ended = "completed",
): SampleFiles {
  const { seed } = planned;
  let steps = formatHeader(STEP_COLUMNS);
  const total = made.epochs * made.stepsPerEpoch;
  for (let step = 1; step <= total; step++) {
    const epoch = Math.ceil(step / made.stepsPerEpoch);
    const spread = 1 + 0.35 * wobble(seed * 7919 + step);
    const trainLoss = lossAt(variant, step) * spread;
    const learningRate = made.decay ? 0.01 / step : 0.01;
    steps += formatRow(STEP_COLUMNS, { step, epoch, learningRate, trainLoss });
  }
  const rows = Array.from(
    { length: made.epochs + 1 },
    (_, epoch) => epochRow(made, variant, seed, epoch),
  );
  const final = rows.at(-1)!;
  const best = rows.reduce((a, b) => b.validationAccuracy! > a.validationAccuracy! ? b : a);
  const test = {
    accuracy: final.validationAccuracy! - 0.004,
    loss: final.validationLoss,
    examples: 360,
  };
  const record: RunRecord = {
    identity: planned.identity,
    contract: 1,
    dataHash: "d161".repeat(16),
    plan: {
      dataset: { kind: "digits", preprocess: "subtract-mean" },
      model: { kind: "fully-connected", hidden: [100, 100, 100, 100, 100], weightScale: 0.05 },
      optimizer: variant.optimizer,
      batchSize: 32,
      epochs: made.epochs,
      ...(made.looked && {
        evaluation: { test: made.test, layers: { every: 1 }, predictions: true },
      }),
      seed,
    },
    warnings: made.warnings,
    ended,
    result: { steps: total, epochs: made.epochs, final, best, ...(made.test ? { test } : {}) },
  };
  const epochs = formatHeader(EPOCHS) +
    rows.map((row) => formatRow(EPOCHS, { ...row })).join("");
  return {
    [RUN_FILES.record]: formatRecord(record),
    [RUN_FILES.steps]: steps,
    [RUN_FILES.epochs]: epochs,
    ...(made.looked && { [RUN_FILES.layers]: sampleLayers(made, variant, planned) }),
    ...(made.looked && made.test && samplePredictions(variant, planned)),
  };
}

/** A sample in memory, as if all its files had been written and read. */
export function sampleLogs(made: SampleExperiment): ExperimentLogs {
  const record = sampleRecord(made);
  const runs = record.runs.map((planned, at) => {
    const variant = made.variants[Math.floor(at / made.seeds.length)]!;
    const files = sampleRun(made, variant, planned);
    const layers = made.looked && sampleLayers(made, variant, planned);
    return {
      planned,
      state: "whole" as const,
      record: parseRunRecord(files[RUN_FILES.record], RUN_FILES.record),
      steps: parseLog(files[RUN_FILES.steps], STEP_COLUMNS, RUN_FILES.steps),
      epochs: parseLog(files[RUN_FILES.epochs], EPOCHS, RUN_FILES.epochs),
      ...(layers && { layers: parseLog(layers, LAYER_COLUMNS, RUN_FILES.layers) }),
    };
  });
  return { record, runs, stale: [] };
}

/**
 * What a search by halving leaves of one variant, with one of two seeds: four trials at epoch 2, of
 * which two continue to the end and the second is chosen and run with all seeds.
 */
export function searchedLogs(): ExperimentLogs {
  const rates = ["0.002", "0.03", "0.02", "0.5"];
  const made: SampleExperiment = {
    ...SMALL,
    variants: rates.map((rate, at) => ({
      ...sample("adam", [0.001, 0.03, 0.02, 0.0005][at]!, 0.01, Number(rate)),
      tuned: { "optimizer.learningRate": rate },
    })),
    claims: [{ says: "Adam is good", metric: "testAccuracy", higher: "adam", than: 0.05 }],
  };
  const logs = sampleLogs(made);
  const searchedWith = made.seeds[0]!;
  const runs = logs.runs.flatMap((run, at): RunLogs[] => {
    const trial = Math.floor(at / made.seeds.length);
    const { seed } = run.planned;
    if (trial === 1) return [run];
    if (seed !== searchedWith) return [];
    const { ended: _ended, result: _result, ...begun } = run.record!;
    if (trial === 2) return [run];
    const planned = { ...run.planned, untilEpoch: 2 };
    return [{ ...run, planned, state: "stopped", record: begun }];
  });
  const row = (round: number, trial: number, accuracy: number, decision: TrailRow["decision"]) => ({
    variant: "adam",
    round,
    trial,
    tuned: { "optimizer.learningRate": rates[trial - 1]! },
    epochs: round === 1 ? 2 : made.epochs,
    score: accuracy,
    decision,
  });
  const record: ExperimentRecord = {
    ...logs.record,
    declaration: {
      tune: { "optimizer.learningRate": { range: "log", from: 0.001, to: 1 } },
      seeds: made.seeds,
    },
    search: {
      kind: "halving",
      settings: { trials: 4, eta: 2, rungs: [2], seed: 0, seeds: 1 },
      seeds: [searchedWith],
      trials: [
        row(1, 1, 0.2, "stopped"),
        row(1, 2, 0.5, "promoted"),
        row(1, 3, 0.6, "promoted"),
        row(1, 4, NaN, "stopped"),
        row(2, 2, 0.8, "chosen"),
        row(2, 3, 0.7, "made"),
      ],
    },
    runs: runs.map(({ planned }) => planned),
  };
  return { record, runs, stale: [] };
}

/** Writes a whole sample below `out`, as the store would. */
export async function writeSample(out: string, made: SampleExperiment): Promise<void> {
  const record = sampleRecord(made);
  const folder = `${out}/${made.slug}`;
  await Deno.mkdir(folder, { recursive: true });
  await Deno.writeTextFile(`${folder}/${EXPERIMENT_FILES.record}`, formatRecord(record));
  for (const [at, planned] of record.runs.entries()) {
    const variant = made.variants[Math.floor(at / made.seeds.length)]!;
    await Deno.mkdir(`${folder}/${planned.folder}`, { recursive: true });
    for (const [name, content] of Object.entries(sampleRun(made, variant, planned))) {
      const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
      await Deno.writeFile(`${folder}/${planned.folder}/${name}`, bytes);
    }
  }
}

function samplePlan(
  { label, compared, tuned }: SampleVariant,
  at: number,
  seed: number,
): PlannedRun {
  const identity = (at * 1000 + seed).toString(16).padStart(8, "0").repeat(8);
  const folder = `runs/variant${at}-seed${seed}-${identity.slice(0, 8)}`;
  return {
    variant: label,
    compared: compared ?? { optimizer: label },
    tuned: tuned ?? {},
    seed,
    identity,
    folder,
  };
}

function epochRow(
  made: SampleExperiment,
  variant: SampleVariant,
  seed: number,
  epoch: number,
): EpochRow {
  const loss = lossAt(variant, epoch * made.stepsPerEpoch);
  const nudge = 0.012 * wobble(seed * 104729 + epoch * 31 + variant.label.length);
  const accuracy = (share: number) =>
    Math.min(1, Math.max(0, 1 - 0.9 * loss / 2.302585 * share + nudge));
  return {
    epoch,
    trainLoss: loss * (1 + 4 * nudge),
    trainAccuracy: accuracy(1),
    validationLoss: loss * 1.1 + 0.08 + nudge,
    validationAccuracy: Math.min(1, accuracy(1) - 0.025 + 0.5 * nudge),
  };
}

/** Falls from ln 10 to the floor, by arithmetic that rounds the same everywhere. */
function lossAt({ rate, floor }: SampleVariant, step: number): number {
  return floor + (2.302585 - floor) / (1 + rate * step) / (1 + rate * step);
}

/** A number in −1..1 that looks like chance and is a function of its index. */
function wobble(index: number): number {
  let x = Math.imul(index + 1, 0x9e3779b1);
  x = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  x = Math.imul(x ^ (x >>> 13), 0xc2b2ae35);
  return ((x ^ (x >>> 16)) >>> 0) / 2147483648 - 1;
}
