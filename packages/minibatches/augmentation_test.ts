import { assert, assertEquals, assertThrows } from "@std/assert";
import { createStream, fillWords } from "@samebit/random";
import { type AugmentationConfig, createAugmentation } from "./augmentation.ts";

const SEED = 3;
const ROWS = 40;
const SHAPE = [2, 3, 4];
const FEATURES = 24;

const images = (change: object): AugmentationConfig => ({
  kind: "images",
  flip: false,
  shift: 0,
  edge: "zeros",
  erase: 0,
  mixup: 0,
  cutmix: 0,
  ...change,
});

/** A step of an epoch on the first examples. */
const at = (step: number, epoch = 1) => ({
  step,
  epoch,
  examples: Uint32Array.from({ length: ROWS }, (_, row) => row),
});

/** Rows of images in which every number is another, from 1. */
function createImages(): Float32Array {
  return new Float32Array(ROWS * FEATURES).map((_, i) => i + 1);
}

function wordsOf(name: string, step: number, count: number): Uint32Array {
  const words = new Uint32Array(count);
  fillWords(createStream(SEED, `augmentation/${name}`), step, words);
  return words;
}

/** The definition, pixel by pixel: mirrored first, then moved, 0 where nothing comes from. */
function expected(step: number, flip: boolean, shift: number): Float32Array {
  const flips = wordsOf("flip", step, ROWS);
  const shifts = wordsOf("shift", step, 2 * ROWS);
  const from = createImages();
  const [channels, height, width] = SHAPE as [number, number, number];
  const to = new Float32Array(from.length);
  for (let r = 0; r < ROWS; r++) {
    const [down, right] = [shifts[2 * r]!, shifts[2 * r + 1]!]
      .map((word) => Math.floor(word / 2 ** 32 * (2 * shift + 1)) - shift) as [number, number];
    for (let c = 0; c < channels; c++) {
      for (let y = 0; y < height; y++) {
        for (let x = 0; x < width; x++) {
          const [oldY, moved] = [y - down, x - right];
          if (oldY < 0 || oldY >= height || moved < 0 || moved >= width) continue;
          const oldX = flip && flips[r]! < 2 ** 31 ? width - 1 - moved : moved;
          const plane = (r * channels + c) * height;
          to[(plane + y) * width + x] = from[(plane + oldY) * width + oldX]!;
        }
      }
    }
  }
  return to;
}

for (const [flip, shift] of [[true, 0], [false, 1], [false, 2], [true, 2]] as const) {
  Deno.test(`createAugmentation mirrors and moves as it says (flip ${flip}, shift ${shift})`, () => {
    const augment = createAugmentation(images({ flip, shift }), SHAPE, SEED);
    for (const step of [1, 2]) {
      const x = createImages();
      augment(x, ROWS, at(step));
      assertEquals(x, expected(step, flip, shift));
    }
    assert(expected(1, flip, shift).some((pixel, i) => pixel !== expected(2, flip, shift)[i]));
  });
}

Deno.test("createAugmentation changes only the rows that are asked for", () => {
  const x = createImages();
  createAugmentation(images({ flip: true, shift: 2 }), SHAPE, SEED)(x, 5, at(1));
  assertEquals(x.subarray(5 * FEATURES), createImages().subarray(5 * FEATURES));
});

Deno.test("createAugmentation takes grey images without an axis for channels", () => {
  const [grey, one] = [[6, 4], [1, 6, 4]].map((shape) => {
    const x = createImages();
    createAugmentation(images({ flip: true, shift: 3 }), shape, SEED)(x, ROWS, at(1));
    return x;
  });
  assertEquals(grey, one);
});

Deno.test("createAugmentation does nothing if nothing is asked for", () => {
  for (const config of [{ kind: "none" }, images({})] as const) {
    const x = createImages();
    createAugmentation(config, SHAPE, SEED)(x, ROWS, at(1));
    assertEquals(x, createImages());
  }
});

Deno.test("createAugmentation refuses examples that are not images, and shifts out of the image", () => {
  assertThrows(
    () => createAugmentation(images({ flip: true }), [13], SEED),
    RangeError,
    "Cannot augment examples of shape [13]: wanted images",
  );
  assertThrows(
    () => createAugmentation(images({ shift: 3 }), SHAPE, SEED),
    RangeError,
    "Cannot shift images of 3×4 pixels by up to 3: wanted an integer from 0 to 2",
  );
});

Deno.test("createAugmentation mirrors each image in every other epoch", () => {
  const augment = createAugmentation(images({ flip: "alternate" }), [1, 2], SEED);
  const isMirrored = (epoch: number, ...examples: number[]) => {
    const pairs = Float32Array.from(examples.flatMap(() => [1, 2]));
    augment(pairs, examples.length, { step: 7, epoch, examples: Uint32Array.from(examples) });
    return examples.map((_, row) => pairs[2 * row] === 2);
  };
  const examples = [3, 0, 99, 1, 2, 50, 7, 8];
  const first = isMirrored(1, ...examples);
  const words = wordsOf("flip", 0, 100);
  assertEquals(first, examples.map((example) => words[example]! < 2 ** 31));
  assert(first.includes(true) && first.includes(false));
  assertEquals(isMirrored(2, ...examples), first.map((mirrored) => !mirrored));
  assertEquals(isMirrored(3, ...examples), first);
  assertEquals(isMirrored(1, ...examples.toReversed()), first.toReversed());
});

Deno.test("createAugmentation mirrors what moves in at an edge, without repeating the outermost pixels", () => {
  const augment = createAugmentation(images({ shift: 2, edge: "reflect" }), SHAPE, SEED);
  const [channels, height, width] = SHAPE as [number, number, number];
  const x = createImages();
  const from = createImages();
  augment(x, ROWS, at(1));
  const shifts = wordsOf("shift", 1, 2 * ROWS);
  // Where a line of four pixels comes from: 2 1 | 0 1 2 3 | 2 1.
  const reflected = (place: number, size: number) =>
    [2, 1, ...Array.from({ length: size }, (_, i) => i), size - 2, size - 3][place + 2]!;
  for (let r = 0; r < ROWS; r++) {
    const [down, right] = [shifts[2 * r]!, shifts[2 * r + 1]!]
      .map((word) => Math.floor(word / 2 ** 32 * 5) - 2) as [number, number];
    for (let i = 0; i < FEATURES; i++) {
      const [c, y, column] = [Math.floor(i / 12), Math.floor(i / 4) % 3, i % 4];
      const line = (r * channels + c) * height + reflected(y - down, height);
      assertEquals(x[r * FEATURES + i], from[line * width + reflected(column - right, width)]);
    }
  }
});

Deno.test("createAugmentation erases a square around a pixel by chance, as far as it lies inside", () => {
  for (const erase of [1, 2, 3, 9, 2 ** 32]) {
    const x = createImages();
    createAugmentation(images({ erase }), SHAPE, SEED)(x, ROWS, at(2));
    const words = wordsOf("erase", 2, 2 * ROWS);
    const from = createImages();
    for (let r = 0; r < ROWS; r++) {
      const [y, column] = [words[2 * r]! / 2 ** 32 * 3, words[2 * r + 1]! / 2 ** 32 * 4]
        .map(Math.floor) as [number, number];
      const isInside = (place: number, centre: number) => {
        const first = centre - Math.floor(erase / 2);
        return place >= first && place < first + erase;
      };
      for (let i = 0; i < FEATURES; i++) {
        const isErased = isInside(Math.floor(i / 4) % 3, y) && isInside(i % 4, column);
        assertEquals(x[r * FEATURES + i], isErased ? 0 : from[r * FEATURES + i]);
      }
    }
  }
});
