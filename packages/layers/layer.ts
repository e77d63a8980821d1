/**
 * The interface of a layer: declared parameters, buffers planned once for the largest batch, a
 * forward and a backward pass over flat rows. A layer allocates when it is created and never again,
 * so a training step allocates no array; it knows its kernels and its random stream because they
 * were passed in.
 */
import type { ConfigOf, Fields } from "@samebit/input";
import type { Stream } from "@samebit/random";
import type { Floats, Shape, Tensor } from "@samebit/tensors";
import type { Piece, RowContext } from "./pieces.ts";

/**
 * Whether a pass trains (with the number of the step, from 1) or only evaluates. If rows have been
 * mixed in pairs, `share` is the weight of each row's own label; absent for 1.
 */
export type Mode =
  | {
    readonly training: true;
    readonly step: number;
    readonly share?: number;
    /** Which rows of the minibatch these are; absent if they are all of it. */
    readonly piece?: Piece;
  }
  | { readonly training: false };

/** What a parameter is for: only a `weight` is penalised by L2 and decayed by AdamW. */
export type ParameterRole = "weight" | "bias" | "scale" | "shift";

/** A parameter as a layer asks for it, before memory is laid out. */
export interface ParameterDeclaration {
  /**
   * The course's name with the layer's number, `W1`, `b1`, `gamma1`, `beta1`; in a block after the
   * block's own name, `block2/W1`.
   */
  readonly name: string;
  /** Its sizes. */
  readonly shape: Shape;
  /** What it is for. */
  readonly role: ParameterRole;
  /** For a weight, the fans that scale its initial numbers; other parameters have none. */
  readonly fans?: Fans;
  /**
   * The initial value of any other parameter; absent for the default, 1 for a scale and 0 for
   * others.
   */
  readonly first?: number;
}

/** The fan-in and fan-out of a weight matrix. */
export interface Fans {
  /** The inputs that are summed into one output. */
  readonly in: number;
  /** The outputs that one input contributes to. */
  readonly out: number;
}

/** A parameter in memory: views into the network's flat arrays. */
export interface Parameter extends ParameterDeclaration {
  /** The parameter itself. */
  readonly value: Tensor;
  /** Its gradient, written by the backward pass of the layer that owns it. */
  readonly gradient: Tensor;
}

/**
 * A layer's declaration from its kind, configuration and input shape, before memory is laid out.
 */
export interface LayerDeclaration {
  /** The axes of one example of the output. */
  readonly outputShape: Shape;
  /** The parameters that the layer asks for. */
  readonly parameters: readonly ParameterDeclaration[];
  /** Multiplications by weights for one example in the forward pass; 0 without weights. */
  readonly multiplications: number;
  /** For a block, the sequences of layers in it: the body, then the shortcut around it. */
  readonly branches?: readonly (readonly LayerMember[])[];
}

/** A layer in its place in a sequence. */
export interface LayerMember extends LayerDeclaration {
  /** Its name, such as `convolution1`, or `residual2/relu1` in a block. */
  readonly title: string;
  /** The axes of one example that goes in. */
  readonly inputShape: Shape;
  /** What completes the names of its tensors. */
  readonly name: Naming;
  /** What it is. */
  readonly design: LayerDesign;
}

/**
 * Completes a stem to the name of something in a layer, by the layer's place: `W` is `W1` in the
 * network's first layer and `block2/W1` in the first of its second block.
 */
export type Naming = (stem: string) => string;

/** A named tensor that belongs to the model but is not learned: a running statistic. */
export interface NamedTensor {
  /** Such as `runningMean1`. */
  readonly name: string;
  /** The numbers, updated in place by training passes. */
  readonly tensor: Tensor;
}

/** The context in which a layer is created. */
export interface LayerContext extends RowContext {
  /** The axes of one example that goes in. */
  readonly inputShape: Shape;
  /**
   * Whether `backward` has to compute the gradient of x; that of the network's input is not needed.
   */
  readonly inputGradient: boolean;
  /** Completes the names of the layer, its tensors and its stream: `affine2`, `W2`, `dropout2`. */
  readonly name: Naming;
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
  /** The axes of one example that goes in. */
  readonly inputShape: Shape;
  /** The axes of one example of the output. */
  readonly outputShape: Shape;
  /** Present in an activation. */
  readonly activation?: Activation;
  /** The layers that a block holds, in the order of their forward passes; absent in other layers. */
  readonly layers?: readonly Layer[];
  /** The layer's own parameters; those of a block belong to its layers. */
  readonly parameters: readonly Parameter[];
  /** State that the layer keeps besides its parameters; empty for most. */
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

/** What is known about the units of an activation. */
export interface Activation {
  /** Whether a unit gives exactly 0 below its kink, so that it can be dead. */
  readonly rectified: boolean;
}

/**
 * One kind of layer: from its configuration and input to its declaration, and to the working layer.
 */
export interface LayerKind<F extends Fields> {
  /** Its fields. */
  readonly fields: F;
  /**
   * The group in which it is numbered, if several kinds share names of parameters: `W1` and `W2`
   * are those of the first and the second layer with weights. Others are numbered kind by kind.
   */
  readonly numbered?: "weights" | "scales";
  /** Why it needs all rows of a minibatch at once; absent if it can take them in pieces. */
  readonly wholeBatch?: string;
  /**
   * Declares the layer for examples of this shape.
   *
   * @throws {RangeError} A field of the configuration is out of range, or the shape does not fit.
   */
  declare(config: ConfigOf<string, F>, inputShape: Shape, name: Naming): LayerDeclaration;
  /** Plans the buffers; the context holds what was declared. */
  create(config: ConfigOf<string, F>, context: LayerContext): Layer;
}

/** A kind of layer with its configuration: a layer without a place in a network. */
export interface LayerDesign {
  /** Its kind, such as `max-pool`. */
  readonly kind: string;
  /** Its configuration; absent in blocks, and in layers that a block adds itself. */
  readonly config?: { readonly kind: string };
  /** As {@link LayerKind.wholeBatch}. */
  readonly wholeBatch?: string;
  /** As {@link LayerKind.declare}. */
  declare(inputShape: Shape, name: Naming): LayerDeclaration;
  /** As {@link LayerKind.create}. */
  create(context: LayerContext): Layer;
}

/**
 * A layer or block and everything it holds, each block after its layers: the order of the outputs.
 */
export function withInner(layer: Layer): readonly Layer[] {
  return [...(layer.layers ?? []).flatMap(withInner), layer];
}
