/**
 * Layers one after another: in a network, or in a block. Shapes are passed from layer to layer, and
 * each layer's names are completed by its number and the path of its block.
 */
import type { Stream } from "@samebit/random";
import type { Floats, Shape } from "@samebit/tensors";
import type {
  Layer,
  LayerDeclaration,
  LayerDesign,
  LayerMember,
  Mode,
  Naming,
  Parameter,
} from "./layer.ts";
import { faultAt } from "./layer_fault.ts";
import type { RowContext } from "./pieces.ts";

/** A layer to be created, with the number in its name and those of its parameters. */
export interface NumberedLayer {
  /** Such as 2 for `affine2`, `W2` and `b2`. */
  readonly number: number;
  /** What the layer is. */
  readonly design: LayerDesign;
  /**
   * Where it was declared, as in `["layers", "4"]`, for the message that refuses it; absent if
   * unknown.
   */
  readonly place?: readonly string[];
}

/** What layers in sequence declare, together and each. */
export interface SequenceDeclaration extends LayerDeclaration {
  /** Each layer, in the order of the forward pass. */
  readonly members: readonly LayerMember[];
}

/** The context in which layers in sequence are created. */
export interface SequenceContext extends RowContext {
  /** Whether the first layer has to compute the gradient of its x. */
  readonly inputGradient: boolean;
  /** The parameters of all layers, in the order in which they were declared. */
  readonly parameters: readonly Parameter[];
  /** The stream of the named random numbers of this run. */
  stream(name: string): Stream;
}

/**
 * Declares layers in sequence for examples of this shape.
 *
 * @param path The prefix of all names: `block2/` in a block, nothing in a network.
 * @throws {LayerFault} A field of a configuration is out of range, or a shape does not fit a layer.
 */
export function declareSequence(
  layers: readonly NumberedLayer[],
  inputShape: Shape,
  path = "",
): SequenceDeclaration {
  let shape = inputShape;
  const members = layers.map(({ number, design, place = [] }): LayerMember => {
    const name = (stem: string) => `${path}${stem}${number}`;
    const declaration = declareAt(place, design, shape, name);
    const title = name(stemOf(design.kind));
    const placed = { ...declaration, design, inputShape: shape, name, title };
    shape = declaration.outputShape;
    return placed;
  });
  return {
    members,
    outputShape: shape,
    parameters: members.flatMap(({ parameters }) => parameters),
    multiplications: members.reduce((sum, { multiplications }) => sum + multiplications, 0),
  };
}

/** The layers at work. */
export function createSequence(
  { members }: SequenceDeclaration,
  context: SequenceContext,
): readonly Layer[] {
  const { kernels, maxRows, batchRows = maxRows } = context;
  let next = 0;
  return members.map(({ design, inputShape, name, parameters: declared }, i) =>
    design.create({
      kernels,
      maxRows,
      batchRows,
      inputShape,
      inputGradient: i > 0 || context.inputGradient,
      name,
      parameters: context.parameters.slice(next, next += declared.length),
      stream: (name) => context.stream(name),
    })
  );
}

/** The forward passes, first to last; returns the output of the last layer. */
export function forwardThrough(
  layers: readonly Layer[],
  x: Floats,
  rows: number,
  mode: Mode,
): Floats {
  return layers.reduce((input, layer) => layer.forward(input, rows, mode), x);
}

/** The backward passes, last to first; returns the gradient of the first layer's x. */
export function backwardThrough(layers: readonly Layer[], yGrad: Floats, rows: number): Floats {
  return layers.reduceRight((grad, layer) => layer.backward(grad, rows), yGrad);
}

function declareAt(
  place: readonly string[],
  design: LayerDesign,
  inputShape: Shape,
  name: Naming,
): LayerDeclaration {
  try {
    return design.declare(inputShape, name);
  } catch (error) {
    throw faultAt(place, inputShape, error);
  }
}

/** The prefix of the names of layers of a kind: `maxPool` for `max-pool`. */
export function stemOf(kind: string): string {
  return kind.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
