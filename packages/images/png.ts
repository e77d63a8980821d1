/**
 * PNG files to pixels, by the library fast-png with its checksums switched on. Whatever would lose
 * something, or what the library does not read correctly, is refused by name.
 *
 * @module
 */
import { decode, type DecodedPng } from "fast-png";
import { checkSides } from "./sides.ts";
import type { Pixels } from "./pixels.ts";
import { type PngHead, readPngHead } from "./png_chunks.ts";

const GREY = 0;
const PALETTE = 3;

/**
 * Decodes a PNG file: grey of 1, 2 or 4 bits is spread over 0 to 255, a palette becomes its
 * colours, and an alpha channel is dropped if nothing is transparent.
 *
 * @throws {SyntaxError} The file is damaged; or it has 16 bits, is transparent or animated, which
 *   are not supported.
 */
export function decodePng(bytes: Uint8Array, file: string): Pixels {
  const fail = (problem: string) => new SyntaxError(`Cannot read ${file}: ${problem}`);
  const head = readPngHead(bytes, fail);
  const { width, height, depth, colorType, isInterlaced, isAnimated } = head;
  checkSides(width, height, fail);
  if (depth === 16) {
    throw fail(
      "its channels have 16 bits; save it with 8, or all images as an array, for data of kind arrays",
    );
  }
  if (isAnimated) throw fail("it is animated; save one picture of it");
  // fast-png uses a byte for each pixel of an interlaced image, however few bits it has.
  if (isInterlaced && depth < 8) {
    throw fail(`it is interlaced with ${depth} bits a pixel; save it without interlacing`);
  }
  const png = decodeChecked(bytes, fail);
  const values = colorType === PALETTE
    ? coloursOf(unpackBits(png, head), png, fail)
    : withoutAlpha(unpackBits(png, head), png, fail);
  const channels = values.length === width * height ? 1 : 3;
  if (values.length !== channels * width * height) throw fail("it has too few pixels");
  return { width, height, channels, values };
}

type Fail = (problem: string) => Error;

function decodeChecked(bytes: Uint8Array, fail: Fail): DecodedPng {
  try {
    return decode(bytes, { checkCrc: true });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw Object.assign(fail(`it is damaged: ${reason.slice(0, 200)}`), { cause });
  }
}

/** A byte for each channel; grey of fewer bits is spread over all bytes, palettes keep their numbers. */
function unpackBits({ data }: DecodedPng, { width, height, depth, colorType }: PngHead) {
  if (depth === 8) return data as Uint8Array;
  const values = new Uint8Array(width * height);
  const line = Math.ceil(width * depth / 8);
  const most = 2 ** depth - 1;
  const step = colorType === GREY ? 255 / most : 1;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const bit = x * depth;
      const byte = data[y * line + (bit >> 3)]!;
      values[y * width + x] = ((byte >> (8 - depth - (bit & 7))) & most) * step;
    }
  }
  return values;
}

function coloursOf(numbers: Uint8Array, { palette = [] }: DecodedPng, fail: Fail): Uint8Array {
  const values = new Uint8Array(3 * numbers.length);
  numbers.forEach((number, pixel) => {
    const colour = palette[number];
    if (colour === undefined) {
      throw fail(`a pixel has colour ${number}, which is not in its palette`);
    }
    if (colour.length > 3 && colour[3] !== 255) throw transparent(fail);
    values.set(colour.slice(0, 3), 3 * pixel);
  });
  return values;
}

function withoutAlpha(all: Uint8Array, png: DecodedPng, fail: Fail): Uint8Array {
  if (png.transparency !== undefined) throw transparent(fail);
  const { channels } = png;
  if (channels === 1 || channels === 3) return all;
  const kept = channels - 1;
  const values = new Uint8Array(all.length / channels * kept);
  for (let from = 0, to = 0; from < all.length; from += channels, to += kept) {
    if (all[from + kept] !== 255) throw transparent(fail);
    for (let channel = 0; channel < kept; channel++) values[to + channel] = all[from + channel]!;
  }
  return values;
}

function transparent(fail: Fail): Error {
  return fail(
    "parts of it are transparent; flatten it onto a background and save it without alpha",
  );
}
