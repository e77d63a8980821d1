/**
 * Where a window, such as a filter, is placed on an image: how far before the first pixel it
 * begins, and how many places it has along each axis.
 */
import { isWhole, type Values, values } from "@samebit/input";
import type { Shape } from "@samebit/tensors";

/** How much is added around an image. */
export type Padding = number | "same" | "valid";

/** The ways to write {@link Padding}. */
export const PADDING: Values<Padding> = values<Padding>(
  'a whole number from 0, "same" or "valid"',
  (value) => isWhole(value, 0) || value === "same" || value === "valid",
  { anyOf: [{ type: "integer", minimum: 0 }, { enum: ["same", "valid"] }] },
);

/** Places are counted in 32 bits by the kernels: twice the padding and an image must stay below. */
const MOST = 0x1fff_ffff;

/** A window and its path over an image. */
export interface Window {
  /** What the layer calls the next number. */
  readonly name: string;
  /** Its rows and columns. */
  readonly kernel: number;
  /** Pixels from place to place. */
  readonly stride: number;
  /** What is added around the image. */
  readonly padding: Padding;
}

/** The places of a window on an image. */
export interface Places {
  /** Rows above the image and columns to its left in which the first place begins. */
  readonly before: number;
  /** The number of places from top to bottom. */
  readonly outHeight: number;
  /** The number of places from left to right. */
  readonly outWidth: number;
}

/**
 * The places of a window on images of shape [channels, height, width].
 *
 * @param where The layer, such as `convolution1`.
 * @throws {RangeError} The window does not fit on the image, or its path is too long to be counted.
 */
export function placesOn(where: string, inputShape: Shape, window: Window): Places {
  const { name, kernel, padding, stride } = window;
  requireAtMost(where, "stride", stride);
  if (typeof padding === "number") requireAtMost(where, "padding", padding);
  const [, height, width] = inputShape as [number, number, number];
  const [down, across] = [placesAlong(height, window), placesAlong(width, window)];
  if (down.count < 1 || across.count < 1) {
    throw new RangeError(
      `${where}: ${name} cannot be ${kernel} on images of ${height} by ${width} pixels${
        padding === "valid" ? "" : ` with padding ${padding}`
      }; wanted at most ${Math.min(height, width) + 2 * down.before}`,
    );
  }
  if (down.before !== across.before) {
    throw new RangeError(
      `${where}: padding cannot be "same" on images of ${height} by ${width} pixels with stride ` +
        `${stride}: it would be ${down.before} above and ${across.before} to the left; ` +
        "wanted a whole number",
    );
  }
  return { before: down.before, outHeight: down.count, outWidth: across.count };
}

function requireAtMost(where: string, name: string, value: number): void {
  if (value <= MOST) return;
  throw new RangeError(`${where}: ${name} cannot be ${value}; wanted at most ${MOST}`);
}

/** The places along an axis of `size` pixels. */
function placesAlong(
  size: number,
  { kernel, stride, padding }: Window,
): { readonly before: number; readonly count: number } {
  if (padding === "same") {
    const count = Math.ceil(size / stride);
    const added = Math.max(0, (count - 1) * stride + kernel - size);
    return { before: Math.floor(added / 2), count };
  }
  const before = padding === "valid" ? 0 : padding;
  return { before, count: Math.floor((size + 2 * before - kernel) / stride) + 1 };
}
