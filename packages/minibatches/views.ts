/**
 * Views of the same image, whose scores are averaged when a network is tested (test-time augmentation):
 * mirrored, and moved by a pixel towards two opposite corners, each of these mirrored as well, as
 * Jordan (2024, airbench) has it. Not for training: see `augmentation.ts`.
 *
 * @module
 */
import { oneOf, type Values } from "@samebit/input";
import { imageOf } from "./augmentation.ts";
import { mirror, moveReflected } from "./image_changes.ts";

/** Which views of an image are averaged; `plain` is the image alone. */
export type Views = "plain" | "mirrored" | "mirrored-and-shifted";

/** What a plan may say. */
export const VIEWS: Values<Views> = oneOf<Views>(
  "views",
  "plain",
  "mirrored",
  "mirrored-and-shifted",
);

/** One view of every row. */
export interface View {
  /** Its share of the average; the shares of all views add up to 1. */
  readonly share: number;
  /** Makes it of the inputs in place; `x: [rows, features]`. */
  show(x: Float32Array | Float64Array, rows: number): void;
}

/** How far images are moved down and to the right, and the share of both views of it. */
const PLACES = {
  "plain": [],
  "mirrored": [[0, 1]],
  "mirrored-and-shifted": [[0, 0.5], [-1, 0.25], [1, 0.25]],
} as const;

/**
 * The views in the order in which their scores are added: section 9.6 of the contract,
 * `docs/contracts/9-evaluation.md`. None if only the image itself is asked for.
 *
 * @param shape The axes of one example.
 * @throws {RangeError} The examples are not images, or too small to be moved.
 *
 * @example
 * ```ts
 * import { createViews } from "@samebit/minibatches";
 * import { assertEquals } from "@std/assert";
 *
 * const shown = createViews("mirrored", [1, 3]).map(({ show }) => {
 *   const x = Float32Array.of(1, 2, 3);
 *   show(x, 1);
 *   return [...x];
 * });
 * assertEquals(shown, [[1, 2, 3], [3, 2, 1]]);
 * ```
 */
export function createViews(views: Views, shape: readonly number[]): readonly View[] {
  if (views === "plain") return [];
  const image = imageOf(shape, views === "mirrored" ? 0 : 1);
  const features = image.channels * image.height * image.width;
  const before = new Float64Array(features);
  return PLACES[views].flatMap(([by, share]) =>
    [false, true].map((isMirrored): View => ({
      share: share / 2,
      show(x, rows) {
        for (let start = 0; start < rows * features; start += features) {
          if (by !== 0) moveReflected(x, start, image, by, by, before);
          if (isMirrored) mirror(x, start, image);
        }
      },
    }))
  );
}
