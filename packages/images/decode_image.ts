/**
 * An image file of either format: the format is recognised by the first bytes, not by the name.
 *
 * @module
 */
import { decodeJpeg } from "./jpeg.ts";
import type { Pixels } from "./pixels.ts";
import { decodePng } from "./png.ts";
import { PNG_MAGIC } from "./png_chunks.ts";

const JPEG_MAGIC = [0xff, 0xd8];

/** The decoders; other versions may give other pixels. */
export const DECODERS = "fast-png 8.0.0, jpeg-js 0.4.4";

/**
 * Decodes a PNG or JPEG file.
 *
 * @param file The file's name in an error.
 * @throws {SyntaxError} It is neither, or damaged, or of an unsupported kind.
 *
 * @example
 * ```ts
 * import { decodeImage } from "@samebit/images";
 * import { assertThrows } from "@std/assert";
 *
 * const gif = new TextEncoder().encode("GIF89a");
 * assertThrows(() => decodeImage(gif, "cat.png"), SyntaxError, "neither PNG nor JPEG");
 * ```
 */
export function decodeImage(bytes: Uint8Array, file: string): Pixels {
  if (begins(bytes, PNG_MAGIC)) return decodePng(bytes, file);
  if (begins(bytes, JPEG_MAGIC)) return decodeJpeg(bytes, file);
  throw new SyntaxError(`Cannot read ${file}: it is neither PNG nor JPEG, whatever its name says`);
}

function begins(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, at) => bytes[at] === byte);
}
