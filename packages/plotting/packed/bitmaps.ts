/**
 * A small picture as a data URL: an uncompressed bitmap of 24 bits, which every browser shows and
 * which is the same bytes everywhere; and back, so that a page can hold the levels alone.
 *
 * Source: Microsoft, "BITMAPINFOHEADER structure"; a negative height puts the upper row first.
 */

const HEADER = 54;
const BEGINNING = "data:image/bmp;base64,";
const ADDRESS = /^data:image\/bmp;base64,(?:[\w+/]{4})*(?:[\w+/]{2}==|[\w+/]{3}=)?$/;

/** Pictures of one size: all their levels, picture by picture, 0 to 255. */
export interface Bitmaps {
  /** Columns. */
  readonly width: number;
  /** Rows. */
  readonly height: number;
  /** Levels of a pixel: 1 for grey, 3 for red, green and blue. */
  readonly parts: 1 | 3;
  /** The levels, in base64. */
  readonly levels: string;
}

/**
 * The data URL of a picture.
 *
 * @param levels Red, green and blue of each pixel, row by row from the top, 0 to 255.
 */
export function bitmapAddress(width: number, height: number, levels: ArrayLike<number>): string {
  const rowBytes = rowBytesOf(width);
  const bytes = new Uint8Array(HEADER + rowBytes * height);
  const view = new DataView(bytes.buffer);
  bytes.set([0x42, 0x4d]);
  view.setUint32(2, bytes.length, true);
  view.setUint32(10, HEADER, true);
  view.setUint32(14, HEADER - 14, true);
  view.setInt32(18, width, true);
  view.setInt32(22, -height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [from, to] = [3 * (row * width + column), HEADER + row * rowBytes + 3 * column];
      // Blue comes first.
      for (let part = 0; part < 3; part++) bytes[to + part] = levels[from + 2 - part]!;
    }
  }
  return BEGINNING + toBase64(bytes);
}

/** The pictures in data URLs; nothing unless all are bitmaps of one size. */
export function packBitmaps(addresses: readonly string[]): Bitmaps | undefined {
  if (!addresses.every((each) => ADDRESS.test(each))) return undefined;
  const pictures = addresses.map(readBitmap);
  const [first] = pictures;
  if (!first) return undefined;
  const all = pictures.flatMap((each) => each ? [...each.levels] : []);
  const isGrey = all.every((level, at) => level === all[at - at % 3]);
  const made = {
    width: first.width,
    height: first.height,
    parts: isGrey ? 1 : 3,
    levels: toBase64(Uint8Array.from(isGrey ? all.filter((_, at) => at % 3 === 0) : all)),
  } as const;
  return unpackBitmaps(made).join() === addresses.join() ? made : undefined;
}

/** The addresses of pictures. */
export function unpackBitmaps({ width, height, parts, levels }: Bitmaps): string[] {
  const bytes = fromBase64(levels);
  const size = width * height * parts;
  return Array.from({ length: bytes.length / size }, (_, at) => {
    const own = bytes.subarray(at * size, (at + 1) * size);
    const coloured = parts === 3
      ? own
      : Uint8Array.from({ length: 3 * size }, (_, i) => own[Math.floor(i / 3)]!);
    return bitmapAddress(width, height, coloured);
  });
}

function readBitmap(
  address: string,
): { width: number; height: number; levels: Uint8Array } | undefined {
  const bytes = fromBase64(address.slice(BEGINNING.length));
  if (bytes.length < HEADER) return undefined;
  const view = new DataView(bytes.buffer);
  const [width, height] = [view.getInt32(18, true), -view.getInt32(22, true)];
  if (!(width > 0 && height > 0) || bytes.length !== HEADER + rowBytesOf(width) * height) {
    return undefined;
  }
  const levels = Uint8Array.from({ length: 3 * width * height }, (_, at) => {
    const [pixel, part] = [Math.floor(at / 3), at % 3];
    const row = HEADER + Math.floor(pixel / width) * rowBytesOf(width);
    return bytes[row + 3 * (pixel % width) + 2 - part]!;
  });
  return { width, height, levels };
}

/** Rows end at a multiple of four bytes. */
function rowBytesOf(width: number): number {
  return Math.ceil(3 * width / 4) * 4;
}

function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
