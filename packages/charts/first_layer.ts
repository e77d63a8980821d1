/**
 * The weights of the first layer as pictures, one for each unit or filter: what each looks for.
 * They are in as many columns as the page has room for, of one variant at a time.
 */
import type { FirstLayer, FirstLayers } from "@samebit/findings";
import { bitmapAddress, type ChartSpec, frame, inPixels, tipNumber } from "@samebit/plotting";
import { highest, lowest } from "@samebit/statistics";

/** The most numbers of all pictures; of layers with more, the first units are drawn. */
const MOST_NUMBERS = 480_000;

/** About how large a picture is, in pixels of the screen: on a page, and on a narrow one. */
const [SIDE, NARROW_SIDE] = [48, 32];
const GAP = 4;

/** The width for which room is kept until the page has one. */
const USUAL_WIDTH = 1_000;

/** The pictures, each from its own lowest weight in black to its highest in white. */
export function firstLayerChart({ variants, first, left }: FirstLayers): ChartSpec {
  const drawn = unitsDrawn(variants);
  const rows = variants.flatMap((layer) => rowsOf(layer, drawn));
  const most = Math.min(drawn, highest(variants.map(({ units }) => units)));
  const width = highest(variants.map(({ shape }) => shape.width));
  const framed = frame({
    title: "Weights of the first layer",
    note: "A picture for each unit or filter, from its lowest weight (black) to its highest " +
      `(white), at the best epoch of the first seed.${noteOf(variants, drawn, left)}`,
    description: `Weights of the first layer as pictures, up to ${most} of each variant`,
    height: Math.ceil(most * (SIDE + GAP) / USUAL_WIDTH) * (SIDE + GAP),
    tables: [{
      data: "units",
      caption: "The lowest and the highest weight of each unit or filter; all weights are in " +
        "weights-best.safetensors",
      columns: [
        ["variant", "Variant"],
        ["seed", "Seed"],
        ["unit", "Unit or filter"],
        ["lowest", "Lowest weight"],
        ["highest", "Highest weight"],
      ],
      rows,
    }],
    choice: { title: "Variant", options: variants.map(({ variant }) => variant), first },
    enlarges: true,
  });
  const place = "(datum.unit - 1)";
  return {
    ...framed,
    params: [
      ...framed.params,
      {
        name: "side",
        expr: `width < 500 ? ${scaled(NARROW_SIDE, width)} : ${scaled(SIDE, width)}`,
      },
      { name: "columns", expr: `max(1, floor((width + ${GAP}) / (side + ${GAP})))` },
      { name: "labels", value: variants.map(({ variant }) => variant) },
      { name: "counts", value: variants.map(({ units }) => Math.min(units, drawn)) },
      // The plot is as high as its rows of pictures.
      { name: "height", expr: `ceil(counts[indexof(labels, chosen)] / columns) * (side + ${GAP})` },
    ],
    data: { name: "units" },
    transform: [
      { filter: "datum.variant === chosen" },
      { calculate: `${place} % columns * (side + ${GAP})`, as: "left" },
      { calculate: `floor(${place} / columns) * (side + ${GAP})`, as: "top" },
    ],
    mark: {
      type: "image",
      width: { expr: "side" },
      height: { expr: "side" },
      align: "left",
      baseline: "top",
    },
    encoding: {
      x: inPixels("left"),
      y: inPixels("top"),
      url: { field: "picture", type: "nominal" },
      tooltip: [
        { field: "picture", title: "Picture" },
        { field: "unit", title: "Unit or filter" },
        tipNumber("lowest", "Lowest weight"),
        tipNumber("highest", "Highest weight"),
      ],
    },
  };
}

/** How many units of each variant there is room for. */
function unitsDrawn(variants: readonly FirstLayer[]): number {
  const largest = highest(
    variants.map(({ shape: { channels, height, width } }) => channels * height * width),
  );
  return Math.max(1, Math.floor(MOST_NUMBERS / variants.length / largest));
}

/** What is left out. */
function noteOf(variants: readonly FirstLayer[], drawn: number, left: number): string {
  const units = variants.some(({ units }) => units > drawn)
    ? ` The first ${drawn} of each variant.`
    : "";
  return left > 0
    ? `${units} The best ${variants.length} variants of ${variants.length + left}.`
    : units;
}

/** A side of about that length in which every pixel is as wide as the others. */
function scaled(side: number, pixels: number): number {
  return Math.max(1, Math.round(side / pixels)) * pixels;
}

function rowsOf(layer: FirstLayer, drawn: number) {
  const { variant, seed, shape: { channels, height, width }, units, weights } = layer;
  const size = channels * height * width;
  return Array.from({ length: Math.min(units, drawn) }, (_, unit) => {
    const own = Array.from({ length: size }, (_, at) => weights[unit * size + at]!);
    const ends = [lowest(own), highest(own)] as const;
    return {
      variant,
      seed,
      unit: unit + 1,
      lowest: Number(ends[0].toPrecision(4)),
      highest: Number(ends[1].toPrecision(4)),
      picture: bitmapAddress(width, height, levelsOf(own, channels, ends)),
    };
  });
}

/** Red, green and blue of each pixel of weights that lie channel by channel. */
function levelsOf(
  weights: readonly number[],
  channels: number,
  [low, high]: readonly [number, number],
): number[] {
  const pixels = weights.length / channels;
  const level = (value: number) =>
    Math.round(255 * (high > low ? (value - low) / (high - low) : 0.5));
  return Array.from(
    { length: pixels },
    (_, pixel) =>
      [0, 1, 2].map((part) => level(weights[(channels === 3 ? part : 0) * pixels + pixel]!)),
  ).flat();
}
