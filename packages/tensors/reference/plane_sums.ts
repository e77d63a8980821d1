/**
 * The building blocks of normalizations of images: the sum over the pixels of one plane, and the
 * pixels of one channel.
 */
import type { Arithmetic } from "./arithmetic.ts";
import { createLaneSum } from "./sums.ts";

/** Rows, channels, pixels of images. */
type Sizes = readonly [rows: number, channels: number, pixels: number];

/** Sums and walks over planes. */
interface PlaneSums {
  /** The lane sum of what `term` gives, rounded, for the pixels of the plane that begins at `from`. */
  planeSum(from: number, pixels: number, term: (i: number) => number): number;
  /** Calls `body` with the place of each pixel of a channel, image by image. */
  eachPixel(sizes: Sizes, channel: number, body: (i: number) => void): void;
}

/** The same in the given arithmetic. */
export function createPlaneSums(arithmetic: Arithmetic): PlaneSums {
  const laneSum = createLaneSum(arithmetic);
  return {
    planeSum(from, pixels, term) {
      const terms = arithmetic.allocate(pixels);
      for (let p = 0; p < pixels; p++) terms[p] = term(from + p);
      return laneSum(terms, 0, pixels);
    },

    eachPixel([rows, channels, pixels], channel, body) {
      for (let n = 0; n < rows; n++) {
        const from = (n * channels + channel) * pixels;
        for (let p = 0; p < pixels; p++) body(from + p);
      }
    },
  };
}
