/**
 * The pixels of one image as bytes, and what a data set makes of them: one size, one number of
 * channels, channels first. All arithmetic is on whole numbers.
 *
 * @module
 */
import type { Colors, ImageSize } from "@samebit/datasets";

/** An image, decoded. */
export interface Pixels {
  /** Pixels of a row. */
  readonly width: number;
  /** The number of rows. */
  readonly height: number;
  /** 3 of colours, 1 of grey. */
  readonly channels: 1 | 3;
  /** Row by row from the top, the channels of a pixel side by side. */
  readonly values: Uint8Array;
}

/** The values of an image of a data set: as many as its channels have, for each channel. */
export function countValues(colors: Colors, [height, width]: ImageSize): number {
  return (colors === "rgb" ? 3 : 1) * height * width;
}

/**
 * Writes an image as a data set has it: [channels, height, width]. It is cropped or padded with
 * zeros around its centre: if a difference is odd, one more is cropped at the bottom and at the
 * right, or padded at the top and at the left. Section 19.5 of the contract,
 * `docs/contracts/19-arrays.md`.
 *
 * @param into Filled with zeros, and as long as {@link countValues} says.
 *
 * @example
 * ```ts
 * import { writePlanes } from "@samebit/images";
 * import { assertEquals } from "@std/assert";
 *
 * const red = { width: 1, height: 1, channels: 3, values: Uint8Array.of(255, 0, 0) } as const;
 * const grey = new Uint8Array(2);
 * writePlanes(red, "grey", [1, 2], grey);
 * assertEquals(grey, Uint8Array.of(0, 76));
 * ```
 */
export function writePlanes(
  image: Pixels,
  colors: Colors,
  [height, width]: ImageSize,
  into: Uint8Array,
): void {
  const down = Math.floor((image.height - height) / 2);
  const right = Math.floor((image.width - width) / 2);
  const plane = height * width;
  for (let y = Math.max(0, -down); y < height && y + down < image.height; y++) {
    for (let x = Math.max(0, -right); x < width && x + right < image.width; x++) {
      const pixel = (y + down) * image.width + x + right;
      const at = y * width + x;
      if (colors === "grey") into[at] = greyOf(image, pixel);
      else {
        for (let channel = 0; channel < 3; channel++) {
          into[channel * plane + at] = channelOf(image, pixel, channel);
        }
      }
    }
  }
}

function channelOf({ channels, values }: Pixels, pixel: number, channel: number): number {
  return channels === 1 ? values[pixel]! : values[3 * pixel + channel]!;
}

/** The weights of ITU-R BT.601 in 65,536ths, which add up to 65,536; rounded. */
function greyOf({ channels, values }: Pixels, pixel: number): number {
  if (channels === 1) return values[pixel]!;
  const at = 3 * pixel;
  return (19595 * values[at]! + 38470 * values[at + 1]! + 7471 * values[at + 2]! + 32768) >>> 16;
}
