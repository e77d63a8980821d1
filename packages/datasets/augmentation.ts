/**
 * Changes to training images that keep what they show: mirrored, moved by a few pixels. They are made
 * to a minibatch of inputs, after gathering and preprocessing, in plain loops that round nothing, so
 * every implementation of the kernels trains on the same bits.
 *
 * @module
 */
import { type ConfigOfKinds, FROM_0, TRUTH } from "@samebit/input";
import { createStream, fillWords } from "@samebit/random";

const TWO_31 = 2147483648;
const TWO_32 = 4294967296;

/** The fields of each way to change training images. */
export const AUGMENTATION_FIELDS = {
  none: {},
  images: {
    flip: {
      holds: TRUTH,
      default: false,
      about: "Whether every other image, by chance, is mirrored left to right",
    },
    shift: {
      holds: FROM_0,
      default: 0,
      about: "How many pixels an image moves at most in each direction, as a random crop does",
    },
  },
} as const;

/**
 * What is done to training images before each step: `none`, or `images`, for data of shape
 * [channels, height, width] or [height, width]. Validation and test images stay as they are; what
 * moves in at an edge is 0 after preprocessing.
 */
export type AugmentationConfig = ConfigOfKinds<typeof AUGMENTATION_FIELDS>;

/** Augments the inputs of one step in place; `x: [rows, features]`, `step` counts from 1. */
export type Augmentation = (x: Float32Array | Float64Array, rows: number, step: number) => void;

/**
 * The augmentation of a run.
 *
 * Section 5.11 of the contract, `docs/contracts/5-data.md`: row r of step t is mirrored if word r of
 * page t of the stream `augmentation/flip` is below 2^31; then it moves by (down, right), each
 * floor(w·(2·shift + 1) / 2^32) − shift with w the words 2r and 2r + 1 of page t of the stream
 * `augmentation/shift`. Pixel (y, x) of the result is pixel (y − down, x − right), or +0 where there
 * is none; all channels move alike.
 *
 * @param shape The axes of one example.
 * @param seed The root seed of the run.
 * @throws {RangeError} The examples are no images, or the shift is as large as they are.
 *
 * @example
 * ```ts
 * import { createAugmentation } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const augment = createAugmentation({ kind: "images", flip: true, shift: 0 }, [1, 3], 1);
 * const x = Float32Array.of(1, 2, 3, 1, 2, 3);
 * augment(x, 2, 2);
 * assertEquals([...x], [3, 2, 1, 1, 2, 3]);
 * ```
 */
export function createAugmentation(
  config: AugmentationConfig,
  shape: readonly number[],
  seed: number,
): Augmentation {
  if (config.kind === "none") return () => {};
  const { flip, shift } = config;
  const image = imageOf(shape, shift);
  const features = image.channels * image.height * image.width;
  const flips = createStream(seed, "augmentation/flip");
  const shifts = createStream(seed, "augmentation/shift");
  let words = new Uint32Array(0);
  const draw = (stream: typeof flips, step: number, count: number) => {
    if (words.length < count) words = new Uint32Array(count);
    fillWords(stream, step, words.subarray(0, count));
  };
  const offset = (word: number) => Math.floor(word * (2 * shift + 1) / TWO_32) - shift;
  return (x, rows, step) => {
    if (flip) {
      draw(flips, step, rows);
      for (let r = 0; r < rows; r++) if (words[r]! < TWO_31) mirror(x, r * features, image);
    }
    if (shift > 0) {
      draw(shifts, step, 2 * rows);
      for (let r = 0; r < rows; r++) {
        move(x, r * features, image, offset(words[2 * r]!), offset(words[2 * r + 1]!));
      }
    }
  };
}

interface Image {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
}

function imageOf(shape: readonly number[], shift: number): Image {
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

/** Reverses every line of the image that begins at `start`. */
function mirror(
  x: Float32Array | Float64Array,
  start: number,
  { channels, height, width }: Image,
): void {
  const half = width >> 1;
  for (let line = 0; line < channels * height; line++) {
    const first = start + line * width;
    const last = first + width - 1;
    for (let i = 0; i < half; i++) {
      const left = x[first + i]!;
      x[first + i] = x[last - i]!;
      x[last - i] = left;
    }
  }
}

/** Moves the image that begins at `start`; what comes in at the edges is 0. */
function move(
  x: Float32Array | Float64Array,
  start: number,
  { channels, height, width }: Image,
  down: number,
  right: number,
): void {
  const end = start + channels * height * width;
  // In memory the whole image moves by one distance; what crosses an edge is overwritten by zeros.
  const distance = down * width + right;
  if (distance > 0) x.copyWithin(start + distance, start, end - distance);
  if (distance < 0) x.copyWithin(start, start - distance, end);
  const lines = Math.abs(down) * width;
  const columns = Math.abs(right);
  for (let channel = start; channel < end; channel += height * width) {
    const firstLine = down > 0 ? channel : channel + height * width - lines;
    x.fill(0, firstLine, firstLine + lines);
    for (let line = channel; line < channel + height * width; line += width) {
      const first = right > 0 ? line : line + width - columns;
      for (let i = first; i < first + columns; i++) x[i] = 0;
    }
  }
}
