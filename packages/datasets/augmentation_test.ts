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
  ...change,
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
      augment(x, ROWS, step);
      assertEquals(x, expected(step, flip, shift));
    }
    assert(expected(1, flip, shift).some((pixel, i) => pixel !== expected(2, flip, shift)[i]));
  });
}

Deno.test("createAugmentation changes only the rows that are asked for", () => {
  const x = createImages();
  createAugmentation(images({ flip: true, shift: 2 }), SHAPE, SEED)(x, 5, 1);
  assertEquals(x.subarray(5 * FEATURES), createImages().subarray(5 * FEATURES));
});

Deno.test("createAugmentation takes grey images without an axis for channels", () => {
  const [grey, one] = [[6, 4], [1, 6, 4]].map((shape) => {
    const x = createImages();
    createAugmentation(images({ flip: true, shift: 3 }), shape, SEED)(x, ROWS, 1);
    return x;
  });
  assertEquals(grey, one);
});

Deno.test("createAugmentation does nothing where nothing is asked for", () => {
  for (const config of [{ kind: "none" }, images({})] as const) {
    const x = createImages();
    createAugmentation(config, SHAPE, SEED)(x, ROWS, 1);
    assertEquals(x, createImages());
  }
});

Deno.test("createAugmentation refuses what is no image, and shifts out of it", () => {
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
