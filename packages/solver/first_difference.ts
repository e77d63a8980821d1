/**
 * The tensors of a training, in the order in which a step writes them, and the first of them that
 * differs between two trainings.
 */
import { ulps32, ulps64 } from "@samebit/arithmetic";
import { type Layer, withInner } from "@samebit/layers";
import { type Floats, type Shape, sizeOf } from "@samebit/tensors";
import type { Trainer } from "./trainer.ts";

/** The parts of a step, in the order in which they happen. */
export type Phase = "start" | "forward" | "backward" | "update";

/** The first place where two trainings differ. */
export interface Divergence {
  /**
   * The step in which it happens, from 1; if the phase is `start`, the step after which it starts.
   */
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

/** A tensor of two trainings. */
export interface Tensors {
  /** Its shape. */
  readonly shape: Shape;
  /** Its values in one of them, */
  readonly a: Floats;
  /** and in the other. */
  readonly b: Floats;
}

/** Where two trainings first differ, with the complete tensor if both have it in one shape. */
export interface FirstDifference {
  /** Where. */
  readonly divergence: Divergence;
  /** The tensor, in the memory of the trainings. */
  readonly tensors?: Tensors;
}

/** A tensor with the part of a step that wrote it. */
interface Named {
  readonly phase: Phase;
  readonly name: string;
  readonly shape: Shape;
  readonly data: Floats;
  /** State of an update rule, which another rule need not have. */
  readonly ofRule?: true;
}

/**
 * Every tensor that the last step wrote, in the order in which it did.
 *
 * @param areWhole Whether the layers hold the numbers of all rows; if not, theirs are left out.
 */
export function traceOf(trainer: Trainer, rows: number, areWhole: boolean): Named[] {
  const { network, inputs } = trainer;
  const { layers } = network;
  return [
    batch("forward", "inputs", inputs, [rows, ...network.inputShape]),
    ...(areWhole ? layers.flatMap(withInner) : []).map(({ name, output, outputShape }) =>
      batch("forward", name, output, [rows, ...outputShape])
    ),
    ...layers.toReversed().flatMap((layer) => backwardOf(layer, areWhole ? rows : 0)),
    ...stateOf(trainer, "update"),
  ];
}

/**
 * The gradients of a layer, of its input only if there are rows; those of the layers in a block come
 * before the block's own.
 */
function backwardOf(layer: Layer, rows: number): Named[] {
  const { name, parameters, layers = [], xGrad, inputShape } = layer;
  return [
    ...layers.toReversed().flatMap((inner) => backwardOf(inner, rows)),
    ...parameters.map(({ name, gradient }): Named => ({
      phase: "backward",
      name: `${name} gradient`,
      ...gradient,
    })),
    ...(xGrad.length === 0 || rows === 0
      ? []
      : [batch("backward", `${name} xGrad`, xGrad, [rows, ...inputShape])]),
  ];
}

function batch(phase: Phase, name: string, data: Floats, shape: Shape): Named {
  return { phase, name, shape, data: data.subarray(0, sizeOf(shape)) };
}

/** Parameters, running statistics and the state of the update rule. */
export function stateOf({ network, optimizer }: Trainer, phase: Phase): Named[] {
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

/**
 * The first difference between the tensors of two trainings, in the order of those of `left`.
 *
 * @param step The step that wrote them.
 */
export function compareTensors(
  left: readonly Named[],
  right: readonly Named[],
  step: number,
): FirstDifference | undefined {
  const inRight = new Map(right.map((tensor) => [`${tensor.phase} ${tensor.name}`, tensor]));
  for (const tensor of left) {
    const key = `${tensor.phase} ${tensor.name}`;
    const other = inRight.get(key);
    inRight.delete(key);
    if (other === undefined && tensor.ofRule) continue;
    const found = compareTwo(tensor, other, step);
    if (found !== undefined) return found;
  }
  for (const { phase, name, shape, ofRule } of inRight.values()) {
    if (!ofRule) return missing({ step, phase, tensor: name }, "nothing", `${name} ${text(shape)}`);
  }
  return undefined;
}

function compareTwo(a: Named, b: Named | undefined, step: number): FirstDifference | undefined {
  const at = { step, phase: a.phase, tensor: a.name };
  if (b === undefined) return missing(at, `${a.name} ${text(a.shape)}`, "nothing");
  if (text(a.shape) !== text(b.shape)) {
    return missing(at, `${a.name} ${text(a.shape)}`, `${b.name} ${text(b.shape)}`);
  }
  const distance = a.data instanceof Float32Array ? ulps32 : ulps64;
  for (let i = 0; i < a.data.length; i++) {
    const values = [a.data[i]!, b.data[i]!] as const;
    if (Object.is(...values)) continue;
    return {
      divergence: { ...at, index: indexOf(i, a.shape), values, ulps: distance(...values) },
      tensors: { shape: a.shape, a: a.data, b: b.data },
    };
  }
  return undefined;
}

function missing(
  at: Pick<Divergence, "step" | "phase" | "tensor">,
  inA: string,
  inB: string,
): FirstDifference {
  const note = `A has ${inA}, B has ${inB}`;
  return { divergence: { ...at, index: [], values: [NaN, NaN], ulps: Infinity, note } };
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
