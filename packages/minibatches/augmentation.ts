/**
 * Changes to training images that keep what they show: they are mirrored, moved by a few pixels, or
 * mixed in pairs. They are applied to a minibatch of inputs, after gathering and preprocessing, in
 * plain loops, so every implementation of the kernels trains on the same bits.
 *
 * @module
 */
import { type ConfigOfKinds, FROM_0, numbers, oneOf, type Values, values } from "@samebit/input";
import { createStream, fillWords, type Stream } from "@samebit/random";
import { erase, type Image, mirror, move, moveReflected } from "./image_changes.ts";
import { createMixing } from "./mixing.ts";

const TWO_31 = 2147483648;
const TWO_32 = 4294967296;

type Flip = boolean | "alternate";

const FLIP: Values<Flip> = values(
  'true, false or "alternate"',
  (value) => typeof value === "boolean" || value === "alternate",
  { enum: [true, false, "alternate"] },
);

const EDGE: Values<"zeros" | "reflect"> = oneOf("edge", "zeros", "reflect");

const SHAPE: Values<number> = numbers(
  "a number from 0 to 1, where 0 is none and 1 makes every share as likely",
  { minimum: 0, maximum: 1 },
);

/** The fields of each way to change training images. */
export const AUGMENTATION_FIELDS = {
  none: {},
  images: {
    flip: {
      holds: FLIP,
      default: false,
      about:
        "Whether each image is mirrored left to right with probability 1/2; with `alternate` " +
        "chance decides in the first epoch, and each image takes turns from then on",
    },
    shift: {
      holds: FROM_0,
      default: 0,
      about: "The most pixels by which an image is moved in each direction, as in a random crop",
    },
    edge: {
      holds: EDGE,
      default: "zeros",
      about: "What enters at the edge of a moved image: 0, or the pixels inside the edge, mirrored",
    },
    erase: {
      holds: FROM_0,
      default: 0,
      about: "The size of the square, at a random place, that is overwritten with 0; 0 is none",
    },
    mixup: {
      holds: SHAPE,
      default: 0,
      about:
        "Pairs of images and their labels are mixed with a share drawn from Beta(mixup, mixup)",
    },
    cutmix: {
      holds: SHAPE,
      default: 0,
      about: "The same by exchanging a box with that share of the image; with both, one at random",
    },
  },
} as const;

/**
 * What is done to training images before each step: `none`, or `images`, for data of shape
 * [channels, height, width] or [height, width]. Validation and test images stay as they are; the
 * mean is 0 after preprocessing.
 */
export type AugmentationConfig = ConfigOfKinds<typeof AUGMENTATION_FIELDS>;

/** Whether rows are mixed in pairs, so that each has two labels. */
export function mixesRows(config: AugmentationConfig): boolean {
  return config.kind === "images" && (config.mixup > 0 || config.cutmix > 0);
}

/** The minibatch that is augmented. */
export interface AugmentedStep {
  /** The step, from 1. */
  readonly step: number;
  /** The epoch, from 1. */
  readonly epoch: number;
  /** The indices of the rows' examples in the training split. */
  readonly examples: Uint32Array;
}

/**
 * Augments the inputs of one step in place; `x: [rows, features]`. Returns the share of each row
 * r's own label in its loss; the rest goes to the label of row rows − 1 − r.
 */
export type Augmentation = (
  x: Float32Array | Float64Array,
  rows: number,
  at: AugmentedStep,
) => number;

/**
 * The augmentation of a run.
 *
 * Section 5.11 of the contract, `docs/contracts/5-data.md`, says which words decide what: the image is
 * mirrored, then moved, then a square of it is overwritten, then it is mixed; all channels alike.
 *
 * @param shape The axes of one example.
 * @param seed The root seed of the run.
 * @throws {RangeError} The examples are not images, or the shift is as large as they are.
 *
 * @example
 * ```ts
 * import { createAugmentation } from "@samebit/minibatches";
 * import { assertEquals } from "@std/assert";
 *
 * const config = {
 *   ...{ kind: "images" as const, flip: true, shift: 0, edge: "zeros" as const, erase: 0 },
 *   ...{ mixup: 0, cutmix: 0 },
 * };
 * const augment = createAugmentation(config, [1, 3], 1);
 * const x = Float32Array.of(1, 2, 3, 1, 2, 3);
 * augment(x, 2, { step: 2, epoch: 1, examples: Uint32Array.of(0, 1) });
 * assertEquals([...x], [3, 2, 1, 1, 2, 3]);
 * ```
 */
export function createAugmentation(
  config: AugmentationConfig,
  shape: readonly number[],
  seed: number,
): Augmentation {
  if (config.kind === "none") return () => 1;
  const { flip, shift, edge, erase: size } = config;
  const image = imageOf(shape, shift);
  const { channels, height, width } = image;
  const features = channels * height * width;
  const before = new Float64Array(edge === "reflect" ? features : 0);
  const isMirrored = createMirroring(flip, createStream(seed, "augmentation/flip"));
  const shifts = createWords(createStream(seed, "augmentation/shift"));
  const places = createWords(createStream(seed, "augmentation/erase"));
  const mix = createMixing(config, image, seed);
  const offset = (word: number) => below(word, 2 * shift + 1) - shift;
  return (x, rows, at) => {
    if (flip !== false) {
      const mirrored = isMirrored(rows, at);
      for (let r = 0; r < rows; r++) if (mirrored(r)) mirror(x, r * features, image);
    }
    if (shift > 0) {
      const words = shifts(at.step, 2 * rows);
      for (let r = 0; r < rows; r++) {
        const [down, right] = [offset(words[2 * r]!), offset(words[2 * r + 1]!)];
        if (edge === "zeros") move(x, r * features, image, down, right);
        else moveReflected(x, r * features, image, down, right, before);
      }
    }
    if (size > 0) {
      const words = places(at.step, 2 * rows);
      for (let r = 0; r < rows; r++) {
        const centre = { y: below(words[2 * r]!, height), x: below(words[2 * r + 1]!, width) };
        erase(x, r * features, image, size, centre);
      }
    }
    return mix(x, rows, at.step);
  };
}

/** A whole number from 0 to below `bound`, all equally likely to 1 part in 2^32 / bound. */
function below(word: number, bound: number): number {
  return Math.floor(word * bound / TWO_32);
}

/** The first words of a page, in an array that grows and is overwritten. */
function createWords(stream: Stream): (page: number, count: number) => Uint32Array {
  let words = new Uint32Array(0);
  return (page, count) => {
    if (words.length < count) words = new Uint32Array(count);
    fillWords(stream, page, words.subarray(0, count));
    return words;
  };
}

/** Says of each row of a step whether it is mirrored. */
function createMirroring(
  flip: Flip,
  stream: Stream,
): (rows: number, at: AugmentedStep) => (row: number) => boolean {
  const draw = createWords(stream);
  if (flip !== "alternate") {
    return (rows, { step }) => {
      const words = draw(step, rows);
      return (row) => words[row]! < TWO_31;
    };
  }
  // Every example has its own word of page 0, drawn when it is first seen.
  let words = new Uint32Array(0);
  return (rows, { epoch, examples }) => {
    const last = examples.subarray(0, rows).reduce((most, index) => Math.max(most, index), 0);
    if (last >= words.length) words = draw(0, 2 * last + 1).slice(0, 2 * last + 1);
    return (row) => (words[examples[row]!]! < TWO_31) === (epoch % 2 === 1);
  };
}

/**
 * The axes of the images of a data set.
 *
 * @throws {RangeError} The examples are not images, or the shift is as large as they are.
 */
export function imageOf(shape: readonly number[], shift: number): Image {
  const [height, width] = shape.slice(-2);
  if (shape.length < 2 || shape.length > 3) {
    throw new RangeError(
      `Cannot augment examples of shape [${shape.join(", ")}]: ` +
        "wanted images, [channels, height, width] or [height, width]",
    );
  }
  if (!Number.isInteger(shift) || shift < 0 || shift >= Math.min(height!, width!)) {
    throw new RangeError(
      `Cannot shift images of ${height}×${width} pixels by up to ${shift}: ` +
        `wanted an integer from 0 to ${Math.min(height!, width!) - 1}`,
    );
  }
  return { channels: shape.length === 3 ? shape[0]! : 1, height: height!, width: width! };
}
