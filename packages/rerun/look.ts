/**
 * A look inside a run while it is repeated: at steps spread over it, the weights of the first
 * layer, the output of each layer, and the numbers of `layers.csv`. The run is not affected: a copy
 * of its weights is put into a second network, which sees some examples of the validation split.
 */
import type { LayerRow } from "@samebit/runlog";
import {
  type Checkpoint,
  Evaluator,
  type MeasuredLayer,
  measuredLayers,
  type Plan,
  stepsPerEpoch,
} from "@samebit/solver";
import type { Dataset } from "@samebit/splits";
import { type Floats, type Kernels, sizeOf } from "@samebit/tensors";

/** Pictures of one size. */
export interface Tiles {
  /** How many. */
  readonly count: number;
  /** Rows of each. */
  readonly height: number;
  /** Columns of each. */
  readonly width: number;
}

/** What is the same at every step of a look. */
export interface Scene {
  /** The steps that are kept, in order, from 0 for the initial weights. */
  readonly steps: readonly number[];
  /** The names of the weights of each layer, and whether its units can be dead. */
  readonly layers: readonly { readonly name: string; readonly rectified: boolean }[];
  /**
   * The first layer's weights as pictures: one for each unit or filter, and channel; absent if they
   * are not pictures.
   */
  readonly weights?: Tiles;
  /** The examples whose feature maps are kept, as grey levels from 0 to 1. */
  readonly images: Tiles & { readonly levels: Float32Array; readonly labels: readonly string[] };
  /**
   * The output of the first layer for one image, if it is a convolution: a picture for each filter.
   */
  readonly maps?: Tiles;
}

/** The inside of a run after one step. */
export interface Snapshot {
  /** The step; 0 before the first. */
  readonly step: number;
  /** The epoch of the step; 0 before the first. */
  readonly epoch: number;
  /** The loss of the minibatch; absent before the first step. */
  readonly trainLoss?: number;
  /**
   * The rows of `layers.csv` of this step; none before the first step and if it was not measured.
   */
  readonly rows: readonly LayerRow[];
  /** The first layer's weights, picture by picture. */
  readonly weights: Float32Array;
  /** For each layer, some of its outputs for the examples of the look. */
  readonly outputs: readonly Float32Array[];
  /** The feature maps, image by image and filter by filter. */
  readonly maps: Float32Array;
}

/** Examples of the look, those whose feature maps are kept first. */
const EXAMPLES = 64;

/** Numbers of a layer's output that are kept, at most. */
const MOST_OUTPUTS = 2_000;

/** Steps that are kept, at most, and the bytes of all of them. */
const MOST_STEPS = 60;
const MOST_BYTES = 24 * 1024 * 1024;

/** Looks at a run. */
export class Look {
  /** What is the same at every step. */
  readonly scene: Scene;
  /** Every so many steps the layers are measured, from the first. */
  readonly every: number;
  readonly #evaluator: Evaluator;
  readonly #layers: readonly MeasuredLayer[];
  readonly #rows: number;
  readonly #wanted: ReadonlySet<number>;

  /**
   * Chooses the examples and the steps of a look.
   *
   * @param plan The plan of the run.
   * @param dataset Its data, images of one channel with classes.
   * @param kernels The arithmetic of the second network; it may be that of the run.
   */
  constructor(plan: Plan, dataset: Dataset, kernels: Kernels) {
    this.#evaluator = new Evaluator(plan, dataset, kernels);
    this.#layers = measuredLayers(this.#evaluator.network);
    const { indices, chosen } = chooseExamples(dataset);
    this.#rows = indices.length;
    this.#evaluator.load(dataset.validation, indices);
    const weights = tilesOfWeights(this.#layers[0]!, dataset);
    const maps = tilesOfMaps(this.#layers[0]!);
    const images = imagesOf(dataset, chosen);
    const numbers = (weights === undefined ? 0 : numbersIn(weights)) +
      this.#layers.length * MOST_OUTPUTS +
      (maps === undefined ? 0 : numbersIn(maps) * images.count);
    const total = stepsPerEpoch(plan, dataset) * plan.epochs;
    const most = Math.max(2, Math.min(MOST_STEPS, Math.floor(MOST_BYTES / 4 / numbers)));
    this.every = spacing(total, most, plan.evaluation.layers.every);
    const measured = Array.from(
      { length: Math.ceil(total / this.every) },
      (_, at) => 1 + at * this.every,
    );
    const steps = [...new Set([0, ...measured, total])];
    this.#wanted = new Set(steps);
    this.scene = {
      steps,
      layers: this.#layers.map(({ weight: { name }, rectified }) => ({ name, rectified })),
      ...(weights && { weights }),
      images,
      ...(maps && { maps }),
    };
  }

  /** Whether a step is kept. */
  wants(step: number): boolean {
    return this.#wanted.has(step);
  }

  /** The inside of the run at a checkpoint. */
  take(
    { progress, arrays }: Checkpoint,
    of: Pick<Snapshot, "epoch" | "rows"> & { readonly trainLoss?: number },
  ): Snapshot {
    const { network, inputs } = this.#evaluator;
    network.parameters.values.set(arrays["parameters"]!);
    for (const { name, tensor } of network.state) tensor.data.set(arrays[`state/${name}`]!);
    network.scores(inputs, this.#rows);
    const { weights, maps, images } = this.scene;
    return {
      step: progress.step,
      ...of,
      weights: weights ? picturesOf(this.#layers[0]!.weight.value, weights) : new Float32Array(),
      outputs: this.#layers.map(({ activation }) => someOf(activation, this.#rows)),
      maps: maps
        ? Float32Array.from(
          this.#layers[0]!.activation.output.subarray(0, numbersIn(maps) * images.count),
        )
        : new Float32Array(),
    };
  }
}

/** The first example of each class, then others, all of the validation split. */
function chooseExamples({ validation: { labels, count }, classes }: Dataset) {
  const firsts = classes.map((_, label) => labels.indexOf(label)).filter((at) => at >= 0);
  const others = Array.from({ length: Math.min(count, EXAMPLES) }, (_, at) => at)
    .filter((at) => !firsts.includes(at));
  const indices = Uint32Array.from([...firsts, ...others].slice(0, EXAMPLES));
  return { indices, chosen: firsts.slice(0, indices.length) };
}

/** Grey levels of images of one channel. */
function imagesOf(
  { validation: { values, labels }, shape, features, classes }: Dataset,
  chosen: readonly number[],
): Scene["images"] {
  const [height, width] = shape.slice(-2) as [number, number];
  const stored = chosen.flatMap((at) => [...values.subarray(at * features, (at + 1) * features)]);
  const highest = stored.reduce((most, value) => Math.max(most, value), 1);
  return {
    ...{ count: chosen.length, height, width },
    levels: Float32Array.from(stored, (value) => value / highest),
    labels: chosen.map((at) => classes[labels[at]!]!),
  };
}

/** Every how many steps, so that at most `most` are kept; a multiple of what the run itself measures. */
function spacing(total: number, most: number, own: number): number {
  const unit = Math.max(1, own);
  return Math.max(1, Math.ceil(total / Math.max(1, most - 2) / unit)) * unit;
}

/** Filters are pictures, and so are the weights of a unit that sees all of an image. */
function tilesOfWeights({ weight: { shape } }: MeasuredLayer, data: Dataset): Tiles | undefined {
  if (shape.length === 4) {
    const [filters, channels, height, width] = shape as [number, number, number, number];
    return { count: filters * channels, height, width };
  }
  const [height, width] = data.shape.slice(-2);
  if (shape[0] !== data.features || height === undefined || width === undefined) return undefined;
  return { count: shape[1]! * data.features / height / width, height, width };
}

function tilesOfMaps({ weight, activation: { outputShape } }: MeasuredLayer): Tiles | undefined {
  if (weight.shape.length !== 4 || outputShape.length !== 3) return undefined;
  const [count, height, width] = outputShape as readonly [number, number, number];
  return { count, height, width };
}

function numbersIn({ count, height, width }: Tiles): number {
  return count * height * width;
}

/** Weights picture by picture: filters lie so, those of units, [features, units], do not. */
function picturesOf(
  { shape, data }: { readonly shape: readonly number[]; readonly data: Floats },
  tiles: Tiles,
): Float32Array {
  if (shape.length === 4) return Float32Array.from(data);
  const [features, units] = shape as readonly [number, number];
  const pictures = new Float32Array(numbersIn(tiles));
  for (let feature = 0; feature < features; feature++) {
    for (let unit = 0; unit < units; unit++) {
      pictures[unit * features + feature] = data[feature * units + unit]!;
    }
  }
  return pictures;
}

/** Numbers of an output, spread over its units and rows. */
function someOf(
  { output, outputShape }: MeasuredLayer["activation"],
  rows: number,
): Float32Array {
  const units = sizeOf(outputShape);
  const all = units * rows;
  let stride = Math.ceil(all / MOST_OUTPUTS);
  // With a stride that shares a factor with the number of units, some would never be seen.
  while (greatestDivisor(stride, units) > 1) stride++;
  return Float32Array.from({ length: Math.ceil(all / stride) }, (_, at) => output[at * stride]!);
}

function greatestDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestDivisor(b, a % b);
}
