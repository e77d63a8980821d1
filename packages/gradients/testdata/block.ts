/** A small block for tests of what holds blocks: y = x + body(x), each layer's names below its own. */
import {
  backwardThrough,
  createSequence,
  declareSequence,
  forwardThrough,
  type LayerDesign,
  type Naming,
  type NumberedLayer,
} from "@samebit/layers";
import type { Floats, Shape } from "@samebit/tensors";

/** A sum of x and of what a body of layers makes of it; float64 only. */
export function residual(body: readonly NumberedLayer[]): LayerDesign {
  const declare = (inputShape: Shape, name: Naming) =>
    declareSequence(body, inputShape, `${name("block")}/`);
  return {
    kind: "block",
    declare,
    create(context) {
      const { inputShape, kernels, maxRows, name, parameters, stream } = context;
      const layers = createSequence(declare(inputShape, name), {
        kernels,
        maxRows,
        inputGradient: true,
        parameters,
        stream,
      });
      const [columns] = inputShape as [number];
      const [output, xGrad] = [0, 0].map(() => kernels.allocate(maxRows * columns)) as [
        Floats,
        Floats,
      ];
      const add = (a: Floats, b: Floats, rows: number, sum: Floats) => {
        for (let i = 0; i < rows * columns; i++) sum[i] = a[i]! + b[i]!;
        return sum;
      };
      return {
        name: name("block"),
        inputShape,
        outputShape: inputShape,
        layers,
        parameters: [],
        state: [],
        output,
        xGrad,
        forward: (x, rows, mode) => add(x, forwardThrough(layers, x, rows, mode), rows, output),
        backward: (yGrad, rows) => add(yGrad, backwardThrough(layers, yGrad, rows), rows, xGrad),
      };
    },
  };
}
