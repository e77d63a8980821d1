/**
 * What `layers.csv` says of a step, layer by layer: the weight matrix with its gradient and its
 * update, and what comes out of the layer. It looks and changes nothing, so a run that is measured
 * trains to the same bits as one that is not.
 *
 * Every sum is float64, over the elements in the order of memory, so the numbers are the same
 * everywhere. The gradient is the one that the backward pass left, penalty included, before clipping.
 *
 * @module
 */
import { type Layer, type Network, type Parameter, withInner } from "@samebit/layers";
import type { LayerRow } from "@samebit/runlog";
import { type Floats, sizeOf } from "@samebit/tensors";

/** A weight matrix and the layer whose output counts as its activation. */
interface Probed {
  readonly weight: Parameter;
  /** The activation that follows, or the layer itself where none does. */
  readonly activation: Layer;
  /** Whether a unit can be dead. */
  readonly rectified: boolean;
  /** The weights before the update. */
  readonly before: Floats;
  /** Room for a sum for each unit of the activation. */
  readonly sums: Float64Array;
}

/** The sums over a gradient. */
interface GradientSums {
  readonly squares: number;
  readonly absolutes: number;
}

/** Measures the layers of one network around an update. */
export class LayerProbe {
  readonly #layers: readonly Probed[];
  #gradients: readonly GradientSums[] = [];

  /** Allocates a copy of the weights. */
  constructor(network: Network) {
    this.#layers = probedLayers(network.layers.flatMap(withInner));
  }

  /** Looks at the gradients and remembers the weights; after the backward pass, before clipping. */
  beforeUpdate(): void {
    for (const { weight, before } of this.#layers) before.set(weight.value.data);
    this.#gradients = this.#layers.map(({ weight }) => sumGradient(weight.gradient.data));
  }

  /** The rows of the step, after its update; the outputs are still those of its forward pass. */
  afterUpdate(step: number, epoch: number, rows: number): LayerRow[] {
    return this.#layers.map(({ weight, before, activation, rectified, sums }, at) => {
      const gradient = this.#gradients[at]!;
      const update = sumUpdate(before, weight.value.data);
      return {
        step,
        epoch,
        layer: at + 1,
        gradientNorm: Math.sqrt(gradient.squares),
        weightNorm: Math.sqrt(update.weightSquares),
        updateRatio: Math.sqrt(update.squares) / Math.sqrt(update.weightSquares),
        effectiveLearningRate: update.absolutes / gradient.absolutes,
        ...lookAt(activation, rows, sums),
        ...(rectified ? {} : { deadUnits: NaN }),
      };
    });
  }
}

/** A layer with a weight matrix begins a new entry; what follows it belongs to it. */
function probedLayers(layers: readonly Layer[]): Probed[] {
  const starts = layers.flatMap(({ parameters }, at) =>
    parameters.some(({ role }) => role === "weight") ? [at] : []
  );
  return starts.map((start, i) => {
    const own = layers.slice(start, starts[i + 1]);
    const weight = own[0]!.parameters.find(({ role }) => role === "weight")!;
    const activation = own.find((layer) => layer.activation !== undefined) ?? own[0]!;
    return {
      weight,
      activation,
      rectified: activation.activation?.rectified ?? false,
      before: weight.value.data.slice(),
      sums: new Float64Array(sizeOf(activation.outputShape)),
    };
  });
}

function sumGradient(gradient: Floats): GradientSums {
  let squares = 0;
  let absolutes = 0;
  for (let i = 0; i < gradient.length; i++) {
    const g = gradient[i]!;
    squares += g * g;
    absolutes += Math.abs(g);
  }
  return { squares, absolutes };
}

function sumUpdate(before: Floats, after: Floats) {
  let weightSquares = 0;
  let squares = 0;
  let absolutes = 0;
  for (let i = 0; i < before.length; i++) {
    const weight = before[i]!;
    const update = after[i]! - weight;
    weightSquares += weight * weight;
    squares += update * update;
    absolutes += Math.abs(update);
  }
  return { weightSquares, squares, absolutes };
}

/**
 * What comes out of a layer for the first rows: sums of x and of x² in one pass. A rectifier gives
 * nothing below 0, so a unit whose own sum is 0 gave nothing; to add is faster than to ask of each number.
 */
function lookAt({ output }: Layer, rows: number, sums: Float64Array) {
  const outputs = sums.length;
  let sum = 0;
  let squares = 0;
  sums.fill(0);
  for (let r = 0, at = 0; r < rows; r++) {
    for (let unit = 0; unit < outputs; unit++, at++) {
      const x = output[at]!;
      sum += x;
      squares += x * x;
      sums[unit]! += x;
    }
  }
  let living = 0;
  for (let unit = 0; unit < outputs; unit++) if (sums[unit] !== 0) living++;
  const n = rows * outputs;
  const activationMean = sum / n;
  const variance = squares / n - activationMean * activationMean;
  return {
    deadUnits: 1 - living / outputs,
    activationMean,
    // Rounding can leave a variance of 0 a little below it.
    activationSpread: Math.sqrt(Math.max(0, variance)),
  };
}
