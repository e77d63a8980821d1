/**
 * The weights of the first layer as images, one tile for each unit: what each unit looks for.
 * Examples are stored channels first, so feature (channel, row, column) is
 * (channel · height + row) · width + column; any other order scrambles the tiles.
 */
import type { FirstLayer } from "@samebit/findings";
import { type ChartSpec, frame, tilePlace, tipNumber } from "@samebit/plotting";

/** The most pixels of all tiles; of layers with more, the first units are drawn. */
const MOST_PIXELS = 40_000;

/** The side of the whole chart in pixels, about. */
const SIDE = 420;

/** The tiles, each from its own lowest weight in black to its highest in white. */
export function firstLayerChart(layer: FirstLayer): ChartSpec {
  const { shape: { width, height }, units, variant, seed } = layer;
  const drawn = Math.min(units, Math.max(1, Math.floor(MOST_PIXELS / (width * height))));
  const across = Math.ceil(Math.sqrt(drawn));
  const down = Math.ceil(drawn / across);
  const [tileWidth, tileHeight] = [width + 1, height + 1];
  const cell = Math.max(1, Math.floor(SIDE / (across * tileWidth)));
  const rows = Array.from({ length: drawn }, (_, unit) => ({
    unit: unit + 1,
    left: (unit % across) * tileWidth,
    top: Math.floor(unit / across) * tileHeight,
    ...tileOf(layer, unit),
  }));
  const count = drawn < units ? `The first ${drawn} of ${units} units` : `All ${units} units`;
  const { width: _, ...framed } = frame({
    title: "Weights of the first layer",
    note: `${count} of ${variant}, seed ${seed}, at its best epoch. Each tile from its lowest ` +
      "weight (black) to its highest (white).",
    description: `${count} of the first layer of ${variant}, seed ${seed}, as images of ` +
      `${width} by ${height} pixels`,
    height: cell * down * tileHeight,
    tables: [{
      data: "tiles",
      caption: "Each unit's lowest and highest weight; all are in weights-best.safetensors",
      columns: [["unit", "Unit"], ["lowest", "Lowest"], ["highest", "Highest"]],
      rows,
    }],
  });
  return {
    ...framed,
    width: cell * across * tileWidth,
    usermeta: { ...framed.usermeta, renderer: "canvas" },
    data: { name: "tiles" },
    transform: [
      { flatten: ["colours"], as: ["colour"] },
      { window: [{ op: "row_number", as: "pixel" }], groupby: ["unit"] },
      { calculate: `datum.left + (datum.pixel - 1) % ${width}`, as: "x" },
      { calculate: `datum.top + floor((datum.pixel - 1) / ${width})`, as: "y" },
      { calculate: "datum.x + 1", as: "x2" },
      { calculate: "datum.y + 1", as: "y2" },
    ],
    mark: { type: "rect", strokeWidth: 0 },
    encoding: {
      x: tilePlace("x", across * tileWidth),
      x2: { field: "x2" },
      y: tilePlace("y", down * tileHeight, true),
      y2: { field: "y2" },
      color: { field: "colour", type: "nominal", scale: null },
      tooltip: [
        { field: "unit", title: "Unit" },
        tipNumber("lowest", "Lowest weight"),
        tipNumber("highest", "Highest weight"),
      ],
    },
  };
}

/** The colours of a unit's pixels, row by row, and its extreme weights. */
function tileOf({ shape: { channels, height, width }, units, weights }: FirstLayer, unit: number) {
  const pixels = height * width;
  const at = (channel: number, pixel: number) =>
    weights[(channel * pixels + pixel) * units + unit]!;
  let [lowest, highest] = [Infinity, -Infinity];
  for (let channel = 0; channel < channels; channel++) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      lowest = Math.min(lowest, at(channel, pixel));
      highest = Math.max(highest, at(channel, pixel));
    }
  }
  const level = (value: number) => {
    const share = highest > lowest ? (value - lowest) / (highest - lowest) : 0.5;
    const byte = Math.round(255 * share);
    return byte.toString(16).padStart(2, "0");
  };
  const colours = Array.from({ length: pixels }, (_, pixel) => {
    const [red, green = red, blue = red] = Array.from(
      { length: channels },
      (_, channel) => level(at(channel, pixel)),
    );
    return `#${red}${green}${blue}`;
  });
  return { colours, lowest, highest };
}
