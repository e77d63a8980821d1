/**
 * The most wrongly classified images of one variant at a time, the greatest loss first: often they
 * say more about the data than about the network. Pixels are stored channels first.
 */
import { type ImageShape, titleWithUnit, unitOf } from "@samebit/findings";
import type { Mistake, Predictions, VariantPredictions } from "../logs/predictions.ts";
import { bitmapAddress, type ChartSpec, frame, inPixels, tipNumber } from "@samebit/plotting";
import { highest } from "@samebit/statistics";

/** The most pixels of all variants; the images of later variants are left out. */
const MOST_PIXELS = 200_000;

/** Images beside one another as long as the width of the page is not known. */
const USUAL_COLUMNS = 6;
const MOST_DRAWN = 12;
const TILE = 64;
const LINE = 14;
const CAPTION = 3 * LINE + 12;
const GAP = 8;

/** Whether there is an image to draw. */
export function hasMistakes({ shape, variants }: Predictions): boolean {
  return shape !== undefined && drawable(shape) > 0 &&
    variants.some(({ mistakes }) => mistakes.length > 0);
}

/** The number of variants for which there is room. */
function drawable({ height, width }: ImageShape): number {
  return Math.floor(MOST_PIXELS / (MOST_DRAWN * height * width));
}

/** The images, of one variant at a time. */
export function mistakesChart(predictions: Predictions): ChartSpec {
  const { variants, left } = predictions;
  const nameOf = (label: number) => predictions.classes[label] ?? "no class";
  const drawn = variants.slice(0, drawable(predictions.shape!));
  const all = variants.length + left;
  const others = drawn.length < all ? ` The first ${drawn.length} variants of ${all}.` : "";
  const rows = tilesOf(drawn, predictions.shape!, nameOf);
  const most = Math.min(MOST_DRAWN, highest(drawn.map(({ mistakes }) => mistakes.length)));
  const framed = frame({
    title: "Most wrongly classified",
    note: "Test images with the greatest loss, first seed: class, predicted class, and the " +
      `${titleWithUnit("loss", unitOf("nats", drawn.map(({ loss }) => loss)))}.${others}`,
    description: `Up to ${most} wrongly classified images of each variant; the worst: ` +
      drawn.flatMap(({ variant, mistakes: [worst] }) =>
        worst ? `${variant}, ${nameOf(worst.label)} taken for ${nameOf(worst.predicted)}` : []
      ).join("; "),
    height: Math.ceil(most / USUAL_COLUMNS) * (TILE + CAPTION),
    tables: [{
      data: "images",
      caption:
        `The wrongly classified test images with the greatest loss, first seed.${others} All ` +
        "predictions are in each run's predictions.csv",
      columns: [
        ["variant", "Variant"],
        ["seed", "Seed"],
        ["example", "Example"],
        ["label", "Class"],
        ["predicted", "Predicted"],
        ["loss", "Loss"],
      ],
      rows,
    }],
    choice: {
      title: "Variant",
      options: drawn.map(({ variant }) => variant),
      first: Math.max(0, drawn.indexOf(variants[predictions.first]!)),
    },
    enlarges: true,
  });
  return {
    ...framed,
    params: [
      ...framed.params,
      { name: "columns", expr: `max(1, floor((width + ${GAP}) / ${TILE + GAP}))` },
      // The plot is as high as its rows of images.
      { name: "height", expr: `ceil(${most} / columns) * ${TILE + CAPTION}` },
    ],
    data: { name: "images" },
    transform: [
      { filter: "datum.variant === chosen" },
      { calculate: `datum.at % columns * ${TILE + GAP}`, as: "left" },
      { calculate: `floor(datum.at / columns) * ${TILE + CAPTION}`, as: "top" },
    ],
    encoding: {
      x: inPixels("left"),
      y: inPixels("top"),
      tooltip: [
        { field: "picture", title: "Picture" },
        { field: "example", title: "Example" },
        { field: "label", title: "Class" },
        { field: "predicted", title: "Predicted" },
        tipNumber("loss", "Loss"),
      ],
    },
    layer: [
      {
        mark: { type: "image", width: TILE, height: TILE, align: "left", baseline: "top" },
        encoding: { url: { field: "picture", type: "nominal" } },
      },
      line("label", 0, { fontWeight: 600 }),
      line("taken", 1),
      line("cost", 2),
    ],
  };
}

/** A line of text below an image. */
function line(field: string, at: number, look: { fontWeight?: 600 } = {}) {
  const dy = TILE + 4 + at * LINE;
  return {
    mark: {
      type: "text",
      align: "left",
      baseline: "top",
      dy,
      fontSize: 11,
      limit: TILE + GAP - 4,
      ...look,
    },
    encoding: { text: { field, type: "nominal" } },
  } as const;
}

/** The rows of the chart: a tile for each image, with its texts. */
function tilesOf(
  variants: readonly VariantPredictions[],
  shape: ImageShape,
  nameOf: (label: number) => string,
) {
  const top = greatest(variants.flatMap(({ mistakes }) => mistakes));
  return variants.flatMap(({ variant, seeds, mistakes }) =>
    mistakes.slice(0, MOST_DRAWN).map((mistake, at) => ({
      variant,
      seed: seeds[0]!,
      example: mistake.example,
      label: nameOf(mistake.label),
      predicted: nameOf(mistake.predicted),
      loss: Number(mistake.loss.toPrecision(4)),
      at,
      taken: `→ ${nameOf(mistake.predicted)}`,
      cost: mistake.loss.toFixed(2),
      picture: pictureOf(mistake, shape, top),
    }))
  );
}

/** The greatest stored value of any image: white. */
function greatest(mistakes: readonly Mistake[]): number {
  return mistakes.reduce(
    (most, { values }) => Array.from(values).reduce((a, b) => Math.max(a, b), most),
    0,
  );
}

/** The picture of a mistake, from 0 in black to `top` in white. */
function pictureOf({ values }: Mistake, { channels, height, width }: ImageShape, top: number) {
  const pixels = height * width;
  const level = (value: number) => Math.round(255 * Math.min(1, Math.max(0, value / (top || 1))));
  const levels = Array.from(
    { length: pixels },
    (_, pixel) =>
      [0, 1, 2].map((part) => level(values[(channels === 3 ? part : 0) * pixels + pixel]!)),
  );
  return bitmapAddress(width, height, levels.flat());
}
