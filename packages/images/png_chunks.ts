/**
 * What the chunks of a PNG file say, before its pixels are unpacked: its size, the form of its
 * pixels, and whether anything is unsupported. Not for unpacking: see `png.ts`.
 *
 * Source: Portable Network Graphics (PNG) Specification, third edition, sections 5 and 11.
 *
 * @module
 */

/** What every PNG file begins with. */
export const PNG_MAGIC: readonly number[] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

/** What the chunks say. */
export interface PngHead {
  readonly width: number;
  readonly height: number;
  /** Bits of each channel of a pixel. */
  readonly depth: number;
  /** 0 grey, 2 colours, 3 of a palette, 4 and 6 with transparency. */
  readonly colorType: number;
  readonly isInterlaced: boolean;
  readonly isAnimated: boolean;
}

/** The depths of each type of colours that the specification has. */
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
};

/** What packed pixels may be longer than unpacked ones. */
const SLACK = 65_536;

const HEADER = 13;

/**
 * Reads the chunks as far as IEND.
 *
 * @param fail Makes the error of a problem.
 */
export function readPngHead(bytes: Uint8Array, fail: (problem: string) => Error): PngHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let head: PngHead | undefined;
  let [packed, isAnimated] = [0, false];
  for (let at = PNG_MAGIC.length; at + 12 <= bytes.length;) {
    const length = view.getUint32(at);
    const kind = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (at + 12 + length > bytes.length) break;
    if (head === undefined) {
      if (kind !== "IHDR" || length !== HEADER) throw fail("its first chunk is not a header");
      head = headAt(view, at + 8, fail);
    } else if (kind === "IHDR") throw fail("it has two headers");
    if (kind === "IDAT") packed += length;
    if (kind === "acTL") isAnimated = true;
    if (kind === "IEND") {
      const unpacked = head.height * (1 + Math.ceil(head.width * bitsOf(head) / 8));
      if (packed > 2 * unpacked + SLACK) throw fail("it has more data than its size has pixels");
      return { ...head, isAnimated };
    }
    at += 12 + length;
  }
  throw fail(`it is cut off: it ends at offset ${bytes.length} before its end marker`);
}

/** Bits of a pixel. */
function bitsOf({ depth, colorType }: PngHead): number {
  return depth * (colorType === 2 ? 3 : colorType === 4 ? 2 : colorType === 6 ? 4 : 1);
}

function headAt(view: DataView, at: number, fail: (problem: string) => Error): PngHead {
  const [depth, colorType] = [view.getUint8(at + 8), view.getUint8(at + 9)];
  if (DEPTHS[colorType]?.includes(depth) !== true) {
    throw fail(`its header says colour type ${colorType} with ${depth} bits, which does not exist`);
  }
  return {
    width: view.getUint32(at),
    height: view.getUint32(at + 4),
    depth,
    colorType,
    isInterlaced: view.getUint8(at + 12) === 1,
    isAnimated: false,
  };
}
