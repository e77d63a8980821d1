/**
 * What every layer is: declared parameters, buffers planned once for the largest batch, a forward
 * and a backward pass over flat rows. A layer allocates when it is created and never again, so a
 * training step allocates no array; it knows its kernels and its random stream because they were
 * passed in.
 */
import type { Floats, Kernels, Shape, Tensor } from "@samebit/tensors";
import type { Stream } from "@samebit/random";

/** Whether a pass trains (with the number of the step, from 1) or only evaluates. */
export type Mode = { readonly training: true; readonly step: number } | {
  readonly training: false;
};

/** What a parameter is for: only a `weight` is penalised by L2 and decayed by AdamW. */
export type ParameterRole = "weight" | "bias" | "scale" | "shift";

/** A parameter as a layer asks for it, before memory is laid out. */
export interface ParameterDeclaration {
  /** The course's name with the layer's number: `W1`, `b1`, `gamma1`, `beta1`. */
  readonly name: string;
  /** Its sizes; a weight is `[inputs, outputs]`. */
  readonly shape: Shape;
  /** What it is for. */
  readonly role: ParameterRole;
}

/** A parameter in memory: views into the network's flat arrays. */
export interface Parameter extends ParameterDeclaration {
  /** The parameter itself. */
  readonly value: Tensor;
  /** Its gradient, written by the backward pass of the layer that owns it. */
  readonly gradient: Tensor;
}

/** A tensor with a name that belongs to the model but is not learned: a running statistic. */
export interface NamedTensor {
  /** Such as `runningMean1`. */
  readonly name: string;
  /** The numbers, updated in place by training passes. */
  readonly tensor: Tensor;
}

/** What a layer is given when it is created. */
export interface LayerContext {
  /** The arithmetic. */
  readonly kernels: Kernels;
  /** The largest number of rows of any batch. */
  readonly maxRows: number;
  /** The layer's number, from 1: the 2 of `affine2`, `W2` and of the stream `dropout2`. */
  readonly number: number;
  /** The layer's own parameters, in the order in which it declared them. */
  readonly parameters: readonly Parameter[];
  /** The stream of the named random numbers of this run. */
  stream(name: string): Stream;
}

/**
 * A layer of a network. `forward` and `backward` return buffers that the layer owns and will
 * overwrite at the next call; only the first `rows` rows are meaningful.
 */
export interface Layer {
  /** The kind and number, such as `affine1`: errors and diagnostics name it. */
  readonly name: string;
  /** Sizes of one row of the output. */
  readonly outputs: number;
  /** The layer's parameters; empty for relu and dropout. */
  readonly parameters: readonly Parameter[];
  /** What the layer remembers beside its parameters; empty for most. */
  readonly state: readonly NamedTensor[];
  /** The buffer that `forward` returns when training. */
  readonly output: Floats;
  /** The buffer that `backward` returns; empty in a layer created without an input gradient. */
  readonly xGrad: Floats;
  /** x: [rows, inputs] → y: [rows, outputs]. */
  forward(x: Floats, rows: number, mode: Mode): Floats;
  /**
   * yGrad: [rows, outputs] → xGrad: [rows, inputs], and overwrites the gradients of the parameters.
   * It belongs to a `forward` in training mode that no other `forward` has followed. A layer created
   * without an input gradient returns an empty array.
   */
  backward(yGrad: Floats, rows: number): Floats;
}

/** One kind of layer: from its configuration to declared parameters, and to the layer at work. */
export interface LayerKind<Config> {
  /**
   * The parameters that a layer with this number asks for.
   *
   * @throws {RangeError} A field of the configuration is out of range.
   */
  declare(config: Config, number: number): readonly ParameterDeclaration[];
  /** Plans the buffers; the context holds what was declared. */
  create(config: Config, context: LayerContext): Layer;
}
