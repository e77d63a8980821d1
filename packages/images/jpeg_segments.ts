/**
 * What the segments of a JPEG file say, before its pixels are decoded: its size, its colour space,
 * its orientation. Not for decoding: see `jpeg.ts`.
 *
 * Source: ITU-T T.81, annex B; Adobe's Technical Note 5116 for colours; Exif 2.3, section 4.6, for the
 * orientation.
 *
 * @module
 */

/** What the segments say. */
export interface JpegHead {
  readonly width: number;
  readonly height: number;
  /** Bits of each channel of a pixel. */
  readonly depth: number;
  /** The names of its channels, as numbers. */
  readonly components: readonly number[];
  /**
   * Adobe's marker for colours: 0 none are transformed, 1 YCbCr, 2 YCCK; absent if there is none.
   */
  readonly transform?: number;
  /** Whether a JFIF segment says that colours are YCbCr. */
  readonly isJfif: boolean;
  /** How it is to be turned, 1 to 8, as cameras say; 1 not at all. */
  readonly orientation: number;
}

const [SOF, SOS, EOI, APP0, APP1, APP14] = [0xc0, 0xda, 0xd9, 0xe0, 0xe1, 0xee];

/** Reads the segments up to the first scan. */
export function readJpegHead(bytes: Uint8Array, fail: (problem: string) => Error): JpegHead {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let [isJfif, orientation] = [false, 1];
  let transform: number | undefined;
  let frame: Pick<JpegHead, "width" | "height" | "depth" | "components"> | undefined;
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) throw fail(`it is damaged at offset ${at}, where a segment should be`);
    const marker = bytes[at + 1]!;
    if (marker === 0xff) {
      at++;
      continue;
    }
    const length = view.getUint16(at + 2);
    const body = bytes.subarray(at + 4, at + 2 + length);
    if (marker === EOI || length < 2 || at + 2 + length > bytes.length) break;
    if (isFrame(marker)) {
      if (frame !== undefined) throw fail("it has two frames");
      if (marker > SOF + 2) throw fail(`its coding is not supported, SOF${marker - SOF}`);
      frame = frameOf(body, fail);
    }
    if (marker === APP0 && startsWith(body, "JFIF\0")) isJfif = true;
    if (marker === APP14 && startsWith(body, "Adobe") && body.length > 11) transform = body[11];
    if (marker === APP1 && startsWith(body, "Exif\0\0")) {
      orientation = orientationOf(body.subarray(6)) ?? orientation;
    }
    if (marker === SOS) {
      if (frame === undefined) throw fail("its pixels begin before its size is given");
      return { ...frame, isJfif, orientation, ...(transform !== undefined && { transform }) };
    }
    at += 2 + length;
  }
  throw fail(`it is cut off: it ends at offset ${bytes.length} before its pixels begin`);
}

/** Frames of every coding but those of tables and of arithmetic conditions. */
function isFrame(marker: number): boolean {
  return marker >= SOF && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
}

function frameOf(body: Uint8Array, fail: (problem: string) => Error) {
  const count = body[5] ?? 0;
  if (body.length < 6 + 3 * count) throw fail("the header of its frame is cut off");
  return {
    depth: body[0]!,
    height: body[1]! * 256 + body[2]!,
    width: body[3]! * 256 + body[4]!,
    components: Array.from({ length: count }, (_, i) => body[6 + 3 * i]!),
  };
}

function startsWith(body: Uint8Array, text: string): boolean {
  return Array.from(text).every((letter, i) => body[i] === letter.charCodeAt(0));
}

/** The orientation in the first directory of Exif; undefined if it has none. */
function orientationOf(exif: Uint8Array): number | undefined {
  if (exif.length < 8) return undefined;
  const view = new DataView(exif.buffer, exif.byteOffset, exif.length);
  const isLittle = exif[0] === 0x49;
  const start = view.getUint32(4, isLittle);
  if (start + 2 > exif.length) return undefined;
  const count = view.getUint16(start, isLittle);
  for (let at = start + 2; at < start + 2 + 12 * count && at + 12 <= exif.length; at += 12) {
    if (view.getUint16(at, isLittle) === 0x0112) return view.getUint16(at + 8, isLittle);
  }
  return undefined;
}
