/**
 * JPEG files to pixels, baseline and progressive, by the library jpeg-js, with everything that it
 * would guess set. Other decoders give pixels that differ by a few steps, as the standard allows: a
 * run is identified by the pixels.
 *
 * @module
 */
import { decode } from "jpeg-js";
import { type JpegHead, readJpegHead } from "./jpeg_segments.ts";
import type { Pixels } from "./pixels.ts";
import { checkSides } from "./sides.ts";

const LIMITS = { maxResolutionInMP: 68, maxMemoryUsageInMB: 2048 } as const;

/**
 * Decodes a JPEG file. It has no checksums: truncation is detected, a wrong bit among the pixels
 * may not be.
 *
 * @throws {SyntaxError} The file is damaged; or it is CMYK, has 12 bits, uses arithmetic or
 *   lossless coding, or is rotated, which are not supported.
 */
export function decodeJpeg(bytes: Uint8Array, file: string): Pixels {
  const fail = (problem: string) => new SyntaxError(`Cannot read ${file}: ${problem}`);
  const head = readJpegHead(bytes, fail);
  const { width, height, depth, components, orientation } = head;
  checkSides(width, height, fail);
  if (depth !== 8) throw fail(`its channels have ${depth} bits; save it with 8`);
  if (components.length !== 1 && components.length !== 3) {
    throw fail(
      `it has ${components.length} channels${
        components.length === 4 ? ", CMYK" : ""
      }; save it as RGB or grey`,
    );
  }
  if (orientation !== 1) {
    throw fail(
      `its Exif orientation is ${orientation}; wanted 1, upright; rotate its pixels, ` +
        "for example with mogrify -auto-orient",
    );
  }
  const rgb = decodeStrictly(bytes, head, fail);
  const channels = components.length;
  const values = channels === 3 ? rgb : Uint8Array.from(
    { length: width * height },
    (_, pixel) => rgb[3 * pixel]!,
  );
  return { width, height, channels, values };
}

function decodeStrictly(
  bytes: Uint8Array,
  head: JpegHead,
  fail: (problem: string) => Error,
): Uint8Array {
  try {
    const { width, height, data } = decode(bytes, {
      ...LIMITS,
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      colorTransform: isTransformed(head),
    });
    if (width === head.width && height === head.height) return data;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw Object.assign(fail(`it is damaged: ${reason.slice(0, 200)}`), { cause });
  }
  throw fail("it is damaged: it gives two sizes");
}

/**
 * Whether colours are YCbCr, as libjpeg decides; jpeg-js ignores Adobe's marker that they are not.
 */
function isTransformed({ components, transform, isJfif }: JpegHead): boolean {
  if (isJfif) return true;
  if (transform !== undefined) return transform !== 0;
  return String.fromCharCode(...components) !== "RGB";
}
