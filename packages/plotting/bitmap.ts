/**
 * A small picture as an address that holds it: an uncompressed bitmap of 24 bits, which every browser
 * shows and which is the same bytes everywhere.
 *
 * Source: Microsoft, "BITMAPINFOHEADER structure"; a negative height puts the upper row first.
 */

const HEADER = 54;

/**
 * The address of a picture.
 *
 * @param levels Red, green and blue of each pixel, row by row from the top, 0 to 255.
 */
export function bitmapAddress(width: number, height: number, levels: ArrayLike<number>): string {
  const rowBytes = Math.ceil(3 * width / 4) * 4;
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
      // Blue stands first.
      for (let part = 0; part < 3; part++) bytes[to + part] = levels[from + 2 - part]!;
    }
  }
  return `data:image/bmp;base64,${bytes.toBase64()}`;
}

/** A field that places tiles along an axis, as a chart encodes it. */
export interface TilePlace {
  /** The field. */
  readonly field: string;
  /** It holds numbers. */
  readonly type: "quantitative";
  /** The axis is not drawn. */
  readonly axis: null;
  /** From 0 to the last pixel. */
  readonly scale: { domain: number[]; nice: false; zero: false; reverse: boolean };
}

/** Where tiles of bitmaps stand along an axis of so many pixels, which is not drawn. */
export function tilePlace(field: string, end: number, reverse = false): TilePlace {
  return {
    field,
    type: "quantitative",
    axis: null,
    scale: { domain: [0, end], nice: false, zero: false, reverse },
  };
}
