/**
 * The residual block (He et al. 2015): a body of layers whose output is added to its own input.
 *
 * Forward: y = body(x) + shortcut(x), element by element, rounded once. Backward: dx = the body's
 * dx + the shortcut's dx; both receive dy.
 *
 * Stochastic depth (Huang et al. 2016), where keepRatio is below 1: a training step keeps the body of
 * each example with this probability and divides it by it, and takes 0 for the others; testing keeps
 * all. Word r of page `step` of the stream `residual1` decides on row r.
 */
import { type ConfigOf, oneOf, RATIO, requireFields, type Values } from "@samebit/input";
import {
  backwardThrough,
  createPartMask,
  createSequence,
  declareSequence,
  forwardThrough,
  type Layer,
  type LayerContext,
  type LayerDeclaration,
  type LayerDesign,
  type Mode,
  type Naming,
  type NumberedLayer,
  type Piece,
  type SequenceDeclaration,
} from "@samebit/layers";
import { type Floats, formatShape, type Shape, sizeOf } from "@samebit/tensors";
import { type Shortcut, shortcutLayers } from "./shortcut.ts";

const SHORTCUT: Values<Shortcut> = oneOf("shortcut", "identity", "padding", "projection");

/** The fields of a residual block apart from its body. */
export const RESIDUAL_FIELDS = {
  shortcut: {
    holds: SHORTCUT,
    default: "identity",
    about:
      "What is added to the body's output: x itself; x with every stride-th pixel and channels " +
      "of zeros after its own (`padding`); x by a 1x1 convolution or an affine map (`projection`)",
  },
  keepRatio: {
    holds: RATIO,
    default: 1,
    about: "The probability of keeping the body of an example in a training step",
  },
} as const;

type Config = ConfigOf<string, typeof RESIDUAL_FIELDS>;

/** A residual block of these layers; their names begin with its own, as in `residual1/W1`. */
export function residual(config: Config, body: readonly NumberedLayer[]): LayerDesign {
  return {
    kind: "residual",
    declare(inputShape, name) {
      const { inside, outputShape } = declareParts(config, body, inputShape, name);
      const branches = inside.map(({ members }) => members);
      const members = branches.flat();
      return {
        outputShape,
        branches,
        parameters: members.flatMap(({ parameters }) => parameters),
        multiplications: members.reduce((sum, { multiplications }) => sum + multiplications, 0),
      } satisfies LayerDeclaration;
    },
    create: (context) => create(config, body, context),
  };
}

interface Parts {
  /** The body and the shortcut. */
  readonly inside: readonly [SequenceDeclaration, SequenceDeclaration];
  readonly outputShape: Shape;
}

function declareParts(
  config: Config,
  body: readonly NumberedLayer[],
  inputShape: Shape,
  name: Naming,
): Parts {
  const where = name("residual");
  requireFields(where, RESIDUAL_FIELDS, config);
  if (body.length === 0) {
    throw new RangeError(`${where}: body is empty; wanted at least one layer`);
  }
  const inner = declareSequence(body, inputShape, `${where}/`);
  const { outputShape } = inner;
  const layers = shortcutLayers(where, config.shortcut, inputShape, outputShape);
  const around = declareSequence(layers, inputShape, `${where}/shortcut/`);
  if (formatShape(around.outputShape) !== formatShape(outputShape)) {
    throw new RangeError(
      `${where}: its body gives ${formatShape(outputShape)} and its shortcut ` +
        `${
          formatShape(around.outputShape)
        }; wanted the same, or shortcut "projection" or "padding"`,
    );
  }
  return { inside: [inner, around], outputShape };
}

function create(config: Config, body: readonly NumberedLayer[], context: LayerContext): Layer {
  const { kernels, maxRows, batchRows = maxRows, inputShape, inputGradient } = context;
  const { parameters, name } = context;
  const { inside: [inner, around], outputShape } = declareParts(config, body, inputShape, name);
  const stream = (name: string) => context.stream(name);
  const own = { kernels, maxRows, batchRows, inputGradient, stream };
  const ofBody = inner.parameters.length;
  const bodyLayers = createSequence(inner, { ...own, parameters: parameters.slice(0, ofBody) });
  const shortcut = createSequence(around, { ...own, parameters: parameters.slice(ofBody) });
  const [inputs, outputs] = [sizeOf(inputShape), sizeOf(outputShape)];
  const output = kernels.allocate(maxRows * outputs);
  const xGrad = kernels.allocate(inputGradient ? maxRows * inputs : 0);
  const drop = createRowMask(config, context, outputs);

  return {
    name: name("residual"),
    inputShape,
    outputShape,
    layers: [...bodyLayers, ...shortcut],
    parameters: [],
    state: [],
    output,
    xGrad,
    forward(x: Floats, rows: number, mode: Mode): Floats {
      const numbers = rows * outputs;
      const added = forwardThrough(bodyLayers, x, rows, mode);
      output.set(added.subarray(0, numbers));
      if (mode.training) drop?.forward(output, rows, mode.step, mode.piece);
      kernels.addScaled(forwardThrough(shortcut, x, rows, mode), 1, output, numbers);
      return output;
    },
    backward(yGrad: Floats, rows: number): Floats {
      const kept = drop === undefined ? yGrad : drop.backward(yGrad, rows);
      const throughBody = backwardThrough(bodyLayers, kept, rows);
      const throughShortcut = backwardThrough(shortcut, yGrad, rows);
      if (inputGradient) {
        xGrad.set(throughBody.subarray(0, rows * inputs));
        kernels.addScaled(throughShortcut, 1, xGrad, rows * inputs);
      }
      return xGrad;
    },
  };
}

/** What stochastic depth does with the rows of the body. */
interface RowMask {
  /** Draws the mask of a step and applies it in place. */
  forward(y: Floats, rows: number, step: number, piece: Piece | undefined): void;
  /** The gradient of the body's output. */
  backward(yGrad: Floats, rows: number): Floats;
}

function createRowMask(
  { keepRatio }: Config,
  context: LayerContext,
  columns: number,
): RowMask | undefined {
  if (keepRatio === 1) return undefined;
  const { kernels, maxRows, name } = context;
  const mask = createPartMask(keepRatio, context.stream(name("residual")), context, 1);
  let numbers = kernels.allocate(0);
  const grad = kernels.allocate(maxRows * columns);
  const apply = (values: Floats, rows: number) => {
    for (let r = 0; r < rows; r++) {
      const row = values.subarray(r * columns, (r + 1) * columns);
      const factor = numbers[r]!;
      // A row that is dropped is 0 whatever was in it, NaN too.
      if (factor === 0) row.fill(0);
      else kernels.scale(row, factor, columns);
    }
  };
  return {
    forward(y, rows, step, piece) {
      numbers = mask.draw(step, rows, piece);
      apply(y, rows);
    },
    backward(yGrad, rows) {
      grad.set(yGrad.subarray(0, rows * columns));
      apply(grad, rows);
      return grad;
    },
  };
}
