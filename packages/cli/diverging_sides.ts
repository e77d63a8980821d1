/**
 * The two sides that `diverge` compares: which plan an operand names, its data, and how each side is
 * computed. Not the comparison.
 *
 * @module
 */
import { readCheckedRun } from "@samebit/evaluation";
import { loadFrom } from "@samebit/images";
import { BadInput } from "@samebit/input";
import { experimentFile, kernelsHere } from "@samebit/options";
import { RUN_FILES } from "@samebit/runlog";
import {
  type Plan,
  requireAccumulation,
  requireFit,
  type TrainingData,
  withStart,
} from "@samebit/solver";
import { createDataFolder, isThere, rootOfRun } from "@samebit/store";
import { planExperiment } from "@samebit/sweep";
import { taskKindOf } from "@samebit/tasks";
import type { Kernels, Precision } from "@samebit/tensors";
import type { Given } from "@samebit/terminal";
import { join } from "node:path";

/**
 * The plan that an operand names, as a run folder, `FILE#VARIANT` or `FILE#VARIANT#SEED`.
 *
 * @throws {BadInput} It names none, or one that cannot be trained in this process.
 */
export async function planOfSide(operand: string, dataDir: string): Promise<Plan> {
  const plan = await planOf(operand, dataDir);
  refuseOwnKinds(plan, operand);
  return plan;
}

async function planOf(operand: string, dataDir: string): Promise<Plan> {
  if (operand.includes("#")) return await planOfVariant(operand, dataDir);
  const folder = rootOfRun(operand);
  if (!isThere(join(folder, RUN_FILES.record))) {
    throw new BadInput(
      operand,
      "is not the folder of a run (there is no run.json) and names no variant, such as update-rules#adam",
    );
  }
  return (await readCheckedRun(folder)).plan;
}

async function planOfVariant(operand: string, dataDir: string): Promise<Plan> {
  const [name = "", variant, seed] = operand.split("#");
  const { runs } = await planExperiment(await experimentFile(name), { dataDir });
  const found = runs.find((run) =>
    run.variant === variant && (seed === undefined || String(run.seed) === seed)
  );
  if (found !== undefined) return found.plan;
  const variants = [...new Set(runs.map((run) => run.variant))].join("; ");
  const seeds = [...new Set(runs.map((run) => run.seed))].join(", ");
  throw new BadInput(
    operand,
    `does not name a run; the variants are ${variants}, the seeds ${seeds}`,
  );
}

/** Both sides are trained here, in the process of a command, which may start other processes. */
function refuseOwnKinds({ kinds }: Plan, operand: string): void {
  const [name] = Object.keys(kinds);
  if (name === undefined) return;
  throw new BadInput(
    operand,
    `uses ${name}, a kind of your own, whose code runs only in worker processes; use deno task ` +
      "verify --against to see where runs diverge",
  );
}

/**
 * The data of a side, which its plan fits, also with minibatches in that many pieces.
 *
 * @throws {BadInput} They are not available, or the plan does not fit them.
 */
export async function loadSide(
  plan: Plan,
  operand: string,
  dataDir: string,
  pieces: number,
): Promise<TrainingData> {
  const dataset = await loadData(plan, operand, dataDir);
  requireFit(plan, dataset, operand, pieces);
  requirePieces(plan, dataset, pieces, operand);
  return dataset;
}

async function loadData(
  plan: Plan,
  operand: string,
  dataDir: string,
): Promise<TrainingData> {
  try {
    const dataset = await loadFrom(dataDir, plan.dataset);
    return await withStart(plan, dataset, createDataFolder(dataDir));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new BadInput(operand, `cannot get its data: ${reason}`, { cause });
  }
}

/** Refuses a run whose minibatches cannot be processed in that many pieces. */
function requirePieces(
  plan: Plan,
  dataset: TrainingData,
  pieces: number,
  operand: string,
): void {
  const sizes = { shape: dataset.shape, outputs: taskKindOf(plan).outputs(dataset) };
  try {
    requireAccumulation(plan, sizes, pieces);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new BadInput("--accumulate", `${operand}: ${cause.message}`, { cause });
  }
}

/**
 * The kernels of either side, as `--backend` names them.
 *
 * @throws {BadInput} It names more than two, or kernels that this process cannot use.
 */
export function kernelsOfSides(given: Given, precision: Precision): [Kernels, Kernels] {
  const [a = "", b = a, ...others] = (given.values["backend"] ?? "wasm").split(",");
  if (others.length > 0) {
    throw new BadInput("--backend", `names ${others.length + 2} kernels; wanted one or two`);
  }
  return [kernelsHere(a, precision), kernelsHere(b, precision)];
}

/**
 * In how many pieces either side processes a minibatch, as `--accumulate` says.
 *
 * @throws {BadInput} It is not one or two numbers.
 */
export function piecesOfSides(given: Given): [number, number] {
  const [a = "1", b = a, ...others] = (given.values["accumulate"] ?? "1").split(",");
  if (others.length === 0 && [a, b].every((text) => /^[1-9]\d{0,8}$/.test(text))) {
    return [Number(a), Number(b)];
  }
  throw new BadInput(
    "--accumulate",
    `cannot be ${
      JSON.stringify(given.values["accumulate"])
    }; wanted one or two whole numbers from 1`,
  );
}
