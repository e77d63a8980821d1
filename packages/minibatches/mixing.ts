/**
 * Pairs of training images mixed: a weighted mean of both (mixup, Zhang et al. 2018), or a box of
 * one put into the other (CutMix, Yun et al. 2019). A mixed image has two labels, each with its
 * share of the loss.
 *
 * Row r of a minibatch of R rows is mixed with row R − 1 − r, and all rows of a step with one
 * share; a minibatch is in random order, so that all pairs are equally likely. Section 5.11 of the
 * contract, `docs/contracts/5-data.md`.
 *
 * @module
 */
import { exp, log } from "@samebit/arithmetic";
import { createStream, fillWords } from "@samebit/random";
import type { Image } from "./image_changes.ts";

const TWO_31 = 2147483648;
const TWO_32 = 4294967296;

/** The most draws of a share; each succeeds with a probability of at least one half. */
const MOST_DRAWS = 32;

/** Words before those of the draws: which kind, and the centre of the box. */
const FIRST_WORDS = 3;

/** The parameters of the share's distribution Beta(a, a), from 0 to 1; 0 is none. */
export interface MixingConfig {
  /** Of mixup. */
  readonly mixup: number;
  /** Of CutMix. */
  readonly cutmix: number;
}

/** Mixes the rows of a step in place; returns the share of each row's own label, 1 if nothing is done. */
export type Mixing = (x: Float32Array | Float64Array, rows: number, step: number) => number;

/** The mixing of a run; with both kinds each step has one of them by chance. */
export function createMixing({ mixup, cutmix }: MixingConfig, image: Image, seed: number): Mixing {
  if (mixup === 0 && cutmix === 0) return () => 1;
  const stream = createStream(seed, "augmentation/mix");
  const words = new Uint32Array(FIRST_WORDS + 2 * MOST_DRAWS);
  const features = image.channels * image.height * image.width;
  return (x, rows, step) => {
    fillWords(stream, step, words);
    const cuts = mixup === 0 || (cutmix > 0 && words[0]! >= TWO_31);
    const share = drawShare(words.subarray(FIRST_WORDS), cuts ? cutmix : mixup);
    if (cuts) return cutBoxes(x, rows, image, boxOf(image, share, words));
    mixRows(x, rows, features, share);
    return share;
  };
}

/**
 * A number of Beta(a, a) for a from above 0 to 1, by the method of Jöhnk (1964): u^(1/a) / (u^(1/a) +
 * v^(1/a)) of the first uniform u and v for which the sum is at most 1, by logarithms, since powers of
 * small numbers vanish.
 */
function drawShare(words: Uint32Array, a: number): number {
  for (let i = 0; i < words.length; i += 2) {
    const first = log((words[i]! + 0.5) / TWO_32) / a;
    const second = log((words[i + 1]! + 0.5) / TWO_32) / a;
    const most = Math.max(first, second);
    const [x, y] = [exp(first - most), exp(second - most)];
    if (most + log(x + y) <= 0) return x / (x + y);
  }
  return 0.5;
}

/** Mixes each row with the row as far from the end as it is from the start. */
function mixRows(
  x: Float32Array | Float64Array,
  rows: number,
  features: number,
  share: number,
): void {
  const round = x instanceof Float32Array ? Math.fround : (value: number) => value;
  const [own, other] = [round(share), round(1 - share)];
  for (let r = 0; r < rows - 1 - r; r++) {
    const there = (rows - 1 - r) * features;
    for (let i = r * features, j = there; j < there + features; i++, j++) {
      const [a, b] = [x[i]!, x[j]!];
      x[i] = round(own * a) + round(other * b);
      x[j] = round(own * b) + round(other * a);
    }
  }
}

/** Pixels of an image: from `top` to before `bottom`, from `left` to before `right`. */
interface Box {
  readonly top: number;
  readonly bottom: number;
  readonly left: number;
  readonly right: number;
}

/** A box with the share 1 − `share` of the image around a random pixel, as far as it is inside. */
function boxOf({ height, width }: Image, share: number, words: Uint32Array): Box {
  const side = Math.sqrt(1 - share);
  const along = (word: number, size: number) => {
    const half = Math.floor(size * side) / 2;
    const middle = Math.floor(word * size / TWO_32);
    const from = Math.floor(middle - half);
    return [Math.max(from, 0), Math.min(from + 2 * half, size)] as const;
  };
  const [top, bottom] = along(words[1]!, height);
  const [left, right] = along(words[2]!, width);
  return { top, bottom, left, right };
}

/** Exchanges the box between the rows of each pair; returns the share that is left of each row. */
function cutBoxes(
  x: Float32Array | Float64Array,
  rows: number,
  { channels, height, width }: Image,
  { top, bottom, left, right }: Box,
): number {
  const features = channels * height * width;
  for (let r = 0; r < rows - 1 - r; r++) {
    const apart = (rows - 1 - r - r) * features;
    for (let plane = 0; plane < channels; plane++) {
      for (let line = top; line < bottom; line++) {
        const start = r * features + (plane * height + line) * width;
        for (let i = start + left; i < start + right; i++) {
          const own = x[i]!;
          x[i] = x[i + apart]!;
          x[i + apart] = own;
        }
      }
    }
  }
  return 1 - (bottom - top) * (right - left) / (height * width);
}
