/**
 * The changes that augmentation makes to one image in a minibatch, in plain loops that round
 * nothing.
 *
 * @module
 */

/** The axes of an image. */
export interface Image {
  /** Planes. */
  readonly channels: number;
  /** Rows of pixels. */
  readonly height: number;
  /** Pixels in a row. */
  readonly width: number;
}

/** Reverses every line of the image that begins at `start`. */
export function mirror(
  x: Float32Array | Float64Array,
  start: number,
  { channels, height, width }: Image,
): void {
  const half = width >> 1;
  for (let line = 0; line < channels * height; line++) {
    const first = start + line * width;
    const last = first + width - 1;
    for (let i = 0; i < half; i++) {
      const left = x[first + i]!;
      x[first + i] = x[last - i]!;
      x[last - i] = left;
    }
  }
}

/** Moves the image that begins at `start`; pixels that enter at the edges are 0. */
export function move(
  x: Float32Array | Float64Array,
  start: number,
  { channels, height, width }: Image,
  down: number,
  right: number,
): void {
  const end = start + channels * height * width;
  // In memory the image moves by one distance; what crosses an edge is overwritten with zeros.
  const distance = down * width + right;
  if (distance > 0) x.copyWithin(start + distance, start, end - distance);
  if (distance < 0) x.copyWithin(start, start - distance, end);
  const lines = Math.abs(down) * width;
  const columns = Math.abs(right);
  for (let channel = start; channel < end; channel += height * width) {
    const firstLine = down > 0 ? channel : channel + height * width - lines;
    x.fill(0, firstLine, firstLine + lines);
    for (let line = channel; line < channel + height * width; line += width) {
      const first = right > 0 ? line : line + width - columns;
      for (let i = first; i < first + columns; i++) x[i] = 0;
    }
  }
}

/** Moves the image that begins at `start`; pixels that enter at the edges mirror those inside. */
export function moveReflected(
  x: Float32Array | Float64Array,
  start: number,
  { channels, height, width }: Image,
  down: number,
  right: number,
  before: Float32Array | Float64Array,
): void {
  const pixels = height * width;
  before.set(x.subarray(start, start + channels * pixels));
  for (let y = 0; y < height; y++) {
    const fromLine = reflect(y - down, height) * width;
    for (let column = 0; column < width; column++) {
      const from = fromLine + reflect(column - right, width);
      const to = start + y * width + column;
      for (let c = 0; c < channels; c++) x[to + c * pixels] = before[from + c * pixels]!;
    }
  }
}

/** A place up to one size outside, mirrored at the outermost pixels, which are not repeated. */
function reflect(place: number, size: number): number {
  if (place < 0) return -place;
  return place < size ? place : 2 * (size - 1) - place;
}

/** Overwrites a square of `size` pixels around (y, x) with 0, as far as it is inside the image. */
export function erase(
  x: Float32Array | Float64Array,
  start: number,
  { channels, height, width }: Image,
  size: number,
  centre: { readonly y: number; readonly x: number },
): void {
  const half = Math.floor(size / 2);
  const [top, left] = [centre.y - half, centre.x - half];
  const [first, last] = [Math.max(left, 0), Math.min(left + size, width)];
  for (let c = 0; c < channels; c++) {
    for (let y = Math.max(top, 0); y < Math.min(top + size, height); y++) {
      const line = start + (c * height + y) * width;
      x.fill(0, line + first, line + last);
    }
  }
}
