/**
 * What `layers.csv` says about a step, layer by layer: the weight matrix with its gradient and its
 * update, and the output of the layer. It observes and changes nothing, so a run that is measured
 * trains to the same bits as one that is not.
 *
 * Every sum is float64, over the elements in the order of memory, so the numbers are the same
 * everywhere. The gradient is the one that the backward pass left, penalty included, before clipping.
 *
 * @module
 */
import { type Layer, type Parameter, withInner } from "@samebit/layers";
import type { Network } from "@samebit/networks";
import type { LayerRow } from "@samebit/runlog";
import { type Floats, sizeOf } from "@samebit/tensors";

/** A weight matrix and the layer whose output counts as its activation. */
export interface MeasuredLayer {
  /** The weights. */
  readonly weight: Parameter;
  /** The activation that follows, or the layer itself if none does. */
  readonly activation: Layer;
  /** Whether a unit can be dead. */
  readonly rectified: boolean;
}

interface Probed extends MeasuredLayer {
  /** The weights before the update. */
  readonly before: Floats;
  /** Room for a sum for each unit of the activation. */
  readonly units: Float64Array;
  /** Mean and spread of the activation, and the number of its living units. */
  readonly outputs: Float64Array;
  /** The sums of the squares and of the absolute values of the gradient. */
  readonly gradient: Float64Array;
  /** The same of the update, and the sum of the squares of the weights before it. */
  readonly update: Float64Array;
}

/**
 * Measures the layers of one network around an update. Sums are kept in arrays, not in objects that
 * functions return: there V8 now and then gave one layer the numbers of another
 * (docs/decisions/sums-in-arrays.md).
 */
export class LayerProbe {
  readonly #layers: readonly Probed[];

  /** Allocates a copy of the weights. */
  constructor(network: Network) {
    this.#layers = measuredLayers(network).map(withRoom);
  }

  /** Looks at the gradients and remembers the weights; after the backward pass, before clipping. */
  beforeUpdate(): void {
    for (const { weight, before, gradient } of this.#layers) {
      before.set(weight.value.data);
      sumGradient(weight.gradient.data, gradient);
    }
  }

  /** The rows of the step, after its update; the outputs are still those of its forward pass. */
  afterUpdate(step: number, epoch: number, rows: number): LayerRow[] {
    return this.#layers.map((probed, at) => {
      const { weight, before, activation, rectified, gradient, update, outputs } = probed;
      sumUpdate(before, weight.value.data, update);
      sumOutputs(activation, rows, probed.units, outputs);
      const weightNorm = Math.sqrt(update[2]!);
      return {
        step,
        epoch,
        layer: at + 1,
        gradientNorm: Math.sqrt(gradient[0]!),
        weightNorm,
        updateRatio: Math.sqrt(update[0]!) / weightNorm,
        effectiveLearningRate: update[1]! / gradient[1]!,
        deadUnits: rectified ? 1 - outputs[2]! / probed.units.length : NaN,
        activationMean: outputs[0]!,
        activationSpread: outputs[1]!,
      };
    });
  }
}

/**
 * The layers of a network that have a weight matrix, as `layers.csv` numbers them: each begins a new entry,
 * and what follows it belongs to it.
 */
export function measuredLayers(network: Network): readonly MeasuredLayer[] {
  const layers = network.layers.flatMap(withInner);
  const starts = layers.flatMap(({ parameters }, at) =>
    parameters.some(({ role }) => role === "weight") ? [at] : []
  );
  return starts.map((start, i) => {
    const own = layers.slice(start, starts[i + 1]);
    const weight = own[0]!.parameters.find(({ role }) => role === "weight")!;
    const activation = own.find((layer) => layer.activation !== undefined) ?? own[0]!;
    return { weight, activation, rectified: activation.activation?.rectified ?? false };
  });
}

function withRoom(measured: MeasuredLayer): Probed {
  return {
    ...measured,
    before: measured.weight.value.data.slice(),
    units: new Float64Array(sizeOf(measured.activation.outputShape)),
    outputs: new Float64Array(3),
    gradient: new Float64Array(2),
    update: new Float64Array(3),
  };
}

function sumGradient(gradient: Floats, into: Float64Array): void {
  let squares = 0;
  let absolutes = 0;
  for (let i = 0; i < gradient.length; i++) {
    const g = gradient[i]!;
    squares += g * g;
    absolutes += Math.abs(g);
  }
  into[0] = squares;
  into[1] = absolutes;
}

function sumUpdate(before: Floats, after: Floats, into: Float64Array): void {
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
  into[0] = squares;
  into[1] = absolutes;
  into[2] = weightSquares;
}

/**
 * The output of a layer for the first rows: sums of x and of x² in one pass. A rectifier gives
 * nothing below 0, so a unit whose own sum is 0 gave nothing; adding is faster than testing each
 * number.
 */
function sumOutputs(
  { output }: Layer,
  rows: number,
  units: Float64Array,
  into: Float64Array,
): void {
  const outputs = units.length;
  let sum = 0;
  let squares = 0;
  units.fill(0);
  for (let r = 0, at = 0; r < rows; r++) {
    for (let unit = 0; unit < outputs; unit++, at++) {
      const x = output[at]!;
      sum += x;
      squares += x * x;
      units[unit]! += x;
    }
  }
  let living = 0;
  for (let unit = 0; unit < outputs; unit++) if (units[unit] !== 0) living++;
  const n = rows * outputs;
  const mean = sum / n;
  // Rounding can leave a variance of 0 a little below it.
  into[0] = mean;
  into[1] = Math.sqrt(Math.max(0, squares / n - mean * mean));
  into[2] = living;
}
