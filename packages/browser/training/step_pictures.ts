/**
 * Numbers as pictures: weights and feature maps as tiles, a distribution as bars. The background
 * shows through where a number is 0, so that the pictures are legible in light and dark themes.
 */
import type { Tiles } from "@samebit/rerun";
import { create } from "../chart.ts";

/** The colours of numbers below and above 0; their distance from 0 is their opacity. */
const [BELOW, ABOVE] = [[0x1f, 0x83, 0xc4], [0xd9, 0x6a, 0x12]] as const;

/** Numbers that are shown as a picture. */
export interface Tile {
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
  /** Row by row. */
  readonly values: ArrayLike<number>;
  /** The distance from 0 that is full colour. */
  readonly most: number;
}

/** Fills a box with tiles, each a canvas, which the page arranges in rows. */
export function drawTiles(box: HTMLElement, tiles: readonly Tile[]): void {
  while (box.childElementCount > tiles.length) box.lastChild!.remove();
  while (box.childElementCount < tiles.length) box.append(create("canvas"));
  tiles.forEach((tile, at) => drawTile(box.children[at] as HTMLCanvasElement, tile));
}

function drawTile(canvas: HTMLCanvasElement, { height, width, values, most }: Tile): void {
  canvas.height = height;
  canvas.width = width;
  const context = canvas.getContext("2d")!;
  const picture = context.createImageData(width, height);
  for (let pixel = 0; pixel < width * height; pixel++) {
    picture.data.set(colourOf(values[pixel]!, most), 4 * pixel);
  }
  context.putImageData(picture, 0, 0);
}

/** Tiles of one size from numbers stored tile after tile. */
export function tilesOf(
  { count, height, width }: Tiles,
  values: Float32Array,
  most: number,
): Tile[] {
  const size = height * width;
  return Array.from({ length: count }, (_, at) => ({
    height,
    width,
    values: values.subarray(at * size, (at + 1) * size),
    most,
  }));
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

/** A distribution over the same range at every step, as square roots of counts. */
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
