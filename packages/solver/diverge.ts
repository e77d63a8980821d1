/**
 * Where two trainings part: the first step, and in it the first tensor and element, whose bits
 * differ. Both sides are trained again, so nothing has to have been recorded; what may differ
 * between them is anything: plan, data, kernels, or the checkpoint they start from.
 *
 * The one idea: train both in blocks of about √steps, compare losses and states, and when a block
 * ends apart go back to its start and look inside every step of it.
 *
 * @module
 */
import { ulps32, ulps64 } from "@samebit/arithmetic";
import { type Layer, withInner } from "@samebit/layers";
import { type Floats, type Kernels, type Shape, sizeOf } from "@samebit/tensors";
import type { Checkpoint } from "./checkpoint.ts";
import type { Plan } from "./plan.ts";
import type { TrainingData } from "./start_weights.ts";
import { Trainer } from "./trainer.ts";

/** One of the two trainings that are compared. */
export interface DivergingRun {
  /** The run, fully resolved. */
  readonly plan: Plan;
  /** Its data, loaded. */
  readonly dataset: TrainingData;
  /** Its arithmetic. */
  readonly kernels: Kernels;
  /** Where it starts; the beginning if undefined. */
  readonly from?: Checkpoint;
}

/** The parts of a step, in the order in which they happen. */
export type Phase = "start" | "forward" | "backward" | "update";

/** The first place where two trainings differ. */
export interface Divergence {
  /** The step in which it happens, from 1; the step it starts after, where the phase is `start`. */
  readonly step: number;
  /** Which part of the step. */
  readonly phase: Phase;
  /** The tensor: `inputs`, `affine2`, `affine2 xGrad`, `W2 gradient`, `W2`, `runningMean1`, `m`. */
  readonly tensor: string;
  /** The element's index along each axis; empty for a single number or another shape. */
  readonly index: readonly number[];
  /** The value on either side; NaN where a tensor is missing or of another shape on one side. */
  readonly values: readonly [a: number, b: number];
  /** How many representable numbers lie between them, in the precision of the kernels. */
  readonly ulps: number;
  /** What differs if not a value: the shapes, or that a tensor is missing. */
  readonly note?: string;
}

interface Named {
  readonly phase: Phase;
  readonly name: string;
  readonly shape: Shape;
  readonly data: Floats;
  /** State of an update rule, which another rule need not have. */
  readonly ofRule?: true;
}

/**
 * The first difference between two trainings, undefined if their losses and states are the same
 * bits to the end of the shorter one; evaluations and what they decide are not compared. A difference that reaches neither a loss nor a state by the
 * end of its block is not seen; NaN is one value.
 *
 * @throws {RangeError} The sides start after different numbers of steps.
 */
export function findDivergence(a: DivergingRun, b: DivergingRun): Divergence | undefined {
  const start = a.from?.progress.step ?? 0;
  if (start !== (b.from?.progress.step ?? 0)) {
    throw new RangeError(
      `Cannot compare: one side starts after step ${start}, the other after ${
        b.from?.progress.step ?? 0
      }`,
    );
  }
  const trainers = [begin(a), begin(b)] as const;
  const atStart = compare(trainers, (trainer) => stateOf(trainer, "start"), start);
  if (atStart !== undefined) return atStart;
  const end = Math.min(totalSteps(a, trainers[0]), totalSteps(b, trainers[1]));
  const block = Math.max(1, Math.ceil(Math.sqrt(end - start)));
  for (let first = start; first < end; first += block) {
    const last = Math.min(first + block, end);
    const before = trainers.map((trainer) => trainer.state());
    if (sameThrough(trainers, first, last)) continue;
    trainers.forEach((trainer, i) => trainer.restore(before[i]!));
    return lookInside(trainers, first, last, [a.plan.batchSize, b.plan.batchSize]);
  }
  return undefined;
}

type Pair = readonly [Trainer, Trainer];

function begin({ plan, dataset, kernels, from }: DivergingRun): Trainer {
  const trainer = new Trainer(plan, dataset, kernels);
  if (from !== undefined) {
    const now = Object.entries(from.arrays).filter(([name]) => !name.startsWith("best/"));
    trainer.restore(Object.fromEntries(now));
  }
  return trainer;
}

function totalSteps({ plan }: DivergingRun, trainer: Trainer): number {
  return trainer.stepsPerEpoch * plan.epochs;
}

/** Trains both through a block; whether losses and, at its end, states were the same. */
function sameThrough(trainers: Pair, first: number, last: number): boolean {
  for (let step = first + 1; step <= last; step++) {
    const [a, b] = trainers.map((trainer) => trainer.step(step).trainLoss);
    if (!Object.is(a, b)) return false;
  }
  return compare(trainers, (trainer) => stateOf(trainer, "update"), last) === undefined;
}

function lookInside(
  trainers: Pair,
  first: number,
  last: number,
  rows: readonly [number, number],
): Divergence | undefined {
  for (let step = first + 1; step <= last; step++) {
    const losses = trainers.map((trainer) => trainer.step(step).trainLoss) as [number, number];
    const found = compare(
      trainers,
      (trainer) => traceOf(trainer, trainer === trainers[0] ? rows[0] : rows[1]),
      step,
    );
    if (found !== undefined) return found;
    // What enters the loss alone, such as another kind of loss on the same scores.
    if (!Object.is(...losses)) {
      const at = { step, phase: "forward", tensor: "trainLoss", index: [] } as const;
      return { ...at, values: losses, ulps: ulps64(...losses) };
    }
  }
  return undefined;
}

/** Every tensor that the last step wrote, in the order in which it did. */
function traceOf(trainer: Trainer, rows: number): Named[] {
  const { network, inputs } = trainer;
  return [
    batch("forward", "inputs", inputs, [rows, ...network.inputShape]),
    ...network.layers.flatMap(withInner).map(({ name, output, outputShape }) =>
      batch("forward", name, output, [rows, ...outputShape])
    ),
    ...network.layers.toReversed().flatMap((layer) => backwardOf(layer, rows)),
    ...stateOf(trainer, "update"),
  ];
}

/** The gradients of a layer; those of the layers in a block come before the block's own. */
function backwardOf(layer: Layer, rows: number): Named[] {
  const { name, parameters, layers = [], xGrad, inputShape } = layer;
  return [
    ...layers.toReversed().flatMap((inner) => backwardOf(inner, rows)),
    ...parameters.map(({ name, gradient }): Named => ({
      phase: "backward",
      name: `${name} gradient`,
      ...gradient,
    })),
    ...(xGrad.length === 0
      ? []
      : [batch("backward", `${name} xGrad`, xGrad, [rows, ...inputShape])]),
  ];
}

function batch(phase: Phase, name: string, data: Floats, shape: Shape): Named {
  return { phase, name, shape, data: data.subarray(0, sizeOf(shape)) };
}

function stateOf({ network, optimizer }: Trainer, phase: Phase): Named[] {
  return [
    ...network.entries.map(({ name, value }) => ({ phase, name, ...value })),
    ...network.state.map(({ name, tensor }) => ({ phase, name, ...tensor })),
    ...Object.entries(optimizer.state).map(([name, data]) => ({
      phase,
      name,
      shape: [data.length],
      data,
      ofRule: true as const,
    })),
  ];
}

function compare(
  [a, b]: Pair,
  tensorsOf: (trainer: Trainer) => Named[],
  step: number,
): Divergence | undefined {
  const [left, right] = [tensorsOf(a), tensorsOf(b)];
  const inRight = new Map(right.map((tensor) => [`${tensor.phase} ${tensor.name}`, tensor]));
  for (const tensor of left) {
    const key = `${tensor.phase} ${tensor.name}`;
    const other = inRight.get(key);
    inRight.delete(key);
    if (other === undefined && tensor.ofRule) continue;
    const found = compareTensors(tensor, other, step);
    if (found !== undefined) return found;
  }
  for (const { phase, name, shape, ofRule } of inRight.values()) {
    if (!ofRule) return missing({ step, phase, tensor: name }, "nothing", `${name} ${text(shape)}`);
  }
  return undefined;
}

function compareTensors(a: Named, b: Named | undefined, step: number): Divergence | undefined {
  const at = { step, phase: a.phase, tensor: a.name };
  if (b === undefined) return missing(at, `${a.name} ${text(a.shape)}`, "nothing");
  if (text(a.shape) !== text(b.shape)) {
    return missing(at, `${a.name} ${text(a.shape)}`, `${b.name} ${text(b.shape)}`);
  }
  const distance = a.data instanceof Float32Array ? ulps32 : ulps64;
  for (let i = 0; i < a.data.length; i++) {
    const values = [a.data[i]!, b.data[i]!] as const;
    if (Object.is(...values)) continue;
    return { ...at, index: indexOf(i, a.shape), values, ulps: distance(...values) };
  }
  return undefined;
}

function missing(
  at: Pick<Divergence, "step" | "phase" | "tensor">,
  inA: string,
  inB: string,
): Divergence {
  const note = `A has ${inA}, B has ${inB}`;
  return { ...at, index: [], values: [NaN, NaN], ulps: Infinity, note };
}

function text(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

/** The index along each axis of element `i`. */
function indexOf(i: number, shape: Shape): number[] {
  const index: number[] = [];
  for (const axis of [...shape].reverse()) {
    index.unshift(i % axis);
    i = Math.floor(i / axis);
  }
  return index;
}
