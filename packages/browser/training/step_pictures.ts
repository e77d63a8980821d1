/**
 * Numbers as pictures: tiles of weights and feature maps on a canvas, a distribution as bars. The ground
 * shows through where a number is 0, so that the pictures are legible on light and dark alike.
 */
import type { Tiles } from "@samebit/rerun";

/** The colours of numbers below and above 0; how far from 0 they are is how much they cover. */
const [BELOW, ABOVE] = [[0x1f, 0x83, 0xc4], [0xd9, 0x6a, 0x12]] as const;

/** Pixels in a row of tiles, about. */
const MOST_COLUMNS = 96;

/**
 * Draws tiles beside and below one another, a pixel apart.
 *
 * @param values Tile by tile, row by row.
 * @param most The distance from 0 that is full colour.
 */
export function drawTiles(
  canvas: HTMLCanvasElement,
  { count, height, width }: Tiles,
  values: ArrayLike<number>,
  most: number,
): void {
  const across = Math.max(1, Math.min(count, Math.floor(MOST_COLUMNS / (width + 1))));
  canvas.width = across * (width + 1) - 1;
  canvas.height = Math.ceil(count / across) * (height + 1) - 1;
  const context = canvas.getContext("2d")!;
  const picture = context.createImageData(canvas.width, canvas.height);
  for (let tile = 0; tile < count; tile++) {
    const left = (tile % across) * (width + 1);
    const top = Math.floor(tile / across) * (height + 1);
    for (let pixel = 0; pixel < width * height; pixel++) {
      const value = values[tile * width * height + pixel]!;
      const x = left + pixel % width;
      const y = top + Math.floor(pixel / width);
      picture.data.set(colourOf(value, most), 4 * (y * canvas.width + x));
    }
  }
  context.putImageData(picture, 0, 0);
}

function colourOf(value: number, most: number): number[] {
  const share = most > 0 ? Math.min(1, Math.abs(value) / most) : 0;
  return [...(value < 0 ? BELOW : ABOVE), Math.round(255 * share)];
}

/** The greatest distance from 0. */
export function farthest(lists: Iterable<ArrayLike<number>>): number {
  let most = 0;
  for (const values of lists) {
    for (let i = 0; i < values.length; i++) most = Math.max(most, Math.abs(values[i]!));
  }
  return most;
}

const BARS = 28;
const SVG = "http://www.w3.org/2000/svg";

/** A distribution over the same range at every step; the root of counts, so that few are seen too. */
export function distribution(
  values: ArrayLike<number>,
  [low, high]: readonly [number, number],
): SVGElement {
  const counts = new Array<number>(BARS).fill(0);
  for (let i = 0; i < values.length; i++) {
    const share = high > low ? (values[i]! - low) / (high - low) : 0.5;
    counts[Math.max(0, Math.min(BARS - 1, Math.floor(share * BARS)))]!++;
  }
  const most = Math.max(...counts, 1);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${BARS * 4} 32`);
  svg.setAttribute("class", "steps-bars");
  svg.setAttribute("aria-hidden", "true");
  counts.forEach((count, at) => {
    const height = 32 * Math.sqrt(count / most);
    const bar = document.createElementNS(SVG, "rect");
    const places = { x: at * 4, y: 32 - height, width: 3, height };
    for (const [name, place] of Object.entries(places)) bar.setAttribute(name, String(place));
    svg.append(bar);
  });
  return svg;
}
