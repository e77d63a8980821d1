/**
 * What a residual block adds to its body's output if their shapes differ (He et al. 2015, section
 * 3.3): option A pads, option B projects.
 */
import {
  designLayer,
  type Layer,
  type LayerContext,
  type LayerDesign,
  type NumberedLayer,
} from "@samebit/layers";
import { type Floats, formatShape, type Shape, sizeOf } from "@samebit/tensors";

/** The ways around a body. */
export type Shortcut = "identity" | "padding" | "projection";

/**
 * The layers of a shortcut.
 *
 * @param where The block, such as `residual1`.
 * @throws {RangeError} No shortcut of this kind leads from the one shape to the other.
 */
export function shortcutLayers(
  where: string,
  shortcut: Shortcut,
  from: Shape,
  to: Shape,
): readonly NumberedLayer[] {
  if (shortcut === "identity") return [];
  const design = shortcut === "padding" ? padded(where, from, to) : projected(where, from, to);
  return [{ number: 1, design }];
}

function projected(where: string, from: Shape, to: Shape): LayerDesign {
  if (from.length === 1 && to.length === 1) {
    return designLayer({ kind: "affine", outputs: to[0]!, bias: false });
  }
  const filters = to[0]!;
  const stride = strideBetween(where, "projection", from, to);
  return designLayer({
    kind: "convolution",
    filters,
    kernel: 1,
    stride,
    padding: "valid",
    groups: 1,
    bias: false,
  });
}

function padded(where: string, from: Shape, to: Shape): LayerDesign {
  const stride = strideBetween(where, "padding", from, to);
  if (to[0]! < from[0]!) {
    throw new RangeError(
      `${where}: shortcut cannot be "padding" from ${formatShape(from)} to ${
        formatShape(to)
      }, which ` +
        'has fewer channels; wanted "projection"',
    );
  }
  return {
    kind: "padding",
    declare: () => ({ outputShape: to, parameters: [], multiplications: 0 }),
    create: (context) => createPadded(to, stride, context),
  };
}

/**
 * y[c, i, j] = x[c, i·stride, j·stride], and +0 in the channels that x lacks; dx is dy there, and
 * +0 at pixels that were left out.
 */
function createPadded(outputShape: Shape, stride: number, context: LayerContext): Layer {
  const { kernels, maxRows, inputShape, inputGradient, parameters, name } = context;
  const [channels, height, width] = inputShape as [number, number, number];
  const [, down, across] = outputShape as [number, number, number];
  const [inputs, outputs] = [sizeOf(inputShape), sizeOf(outputShape)];
  const output = kernels.allocate(maxRows * outputs);
  const xGrad = kernels.allocate(inputGradient ? maxRows * inputs : 0);

  /** Calls back with the places of each number that is copied. */
  function eachPlace(rows: number, move: (x: number, y: number) => void): void {
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < channels; c++) {
        for (let i = 0; i < down; i++) {
          let x = r * inputs + (c * height + i * stride) * width;
          let y = r * outputs + (c * down + i) * across;
          for (let j = 0; j < across; j++, x += stride, y++) move(x, y);
        }
      }
    }
  }

  return {
    name: name("padding"),
    inputShape,
    outputShape,
    parameters,
    state: [],
    output,
    xGrad,
    forward(x: Floats, rows: number): Floats {
      eachPlace(rows, (from, to) => output[to] = x[from]!);
      return output;
    },
    backward(yGrad: Floats, rows: number): Floats {
      if (inputGradient) {
        xGrad.fill(0, 0, rows * inputs);
        eachPlace(rows, (to, from) => xGrad[to] = yGrad[from]!);
      }
      return xGrad;
    },
  };
}

/** The stride at which every stride-th pixel of images of the one shape gives the other. */
function strideBetween(where: string, shortcut: Shortcut, from: Shape, to: Shape): number {
  const [, height = 0, width = 0] = from;
  const [, down = 0, across = 0] = to;
  const stride = Math.ceil(height / down);
  const fits = from.length === 3 && to.length === 3 && Math.ceil(height / stride) === down &&
    Math.ceil(width / stride) === across;
  if (fits) return stride;
  if (from.length !== 3 || to.length !== 3) {
    throw new RangeError(
      `${where}: shortcut cannot be "${shortcut}" from ${formatShape(from)} to ${
        formatShape(to)
      }; ` +
        'wanted images on both sides, or features on both and "projection"',
    );
  }
  throw new RangeError(
    `${where}: shortcut cannot be "${shortcut}" from ${formatShape(from)} to ${formatShape(to)}; ` +
      "wanted a body that gives images smaller by one whole stride",
  );
}
