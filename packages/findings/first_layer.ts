/**
 * The weights of the first layer of each variant, for drawing them as pictures: of a unit that sees a
 * whole image, and of a filter of a convolution over one. The record of a run does not say what shape
 * an example has, so units are drawn only of data sets whose kind implies it.
 */
import { type JsonObject, parseSafetensors, RUN_FILES, type SavedArray } from "@samebit/runlog";
import { readBytes, requireDigest } from "@samebit/store";
import { keepBest, rankOfVariant } from "./crowd.ts";
import type { RunLogs } from "./read_experiment.ts";
import { bestVariant, metricOf, recordsOfVariants, type Variant } from "./variants.ts";

/** Variants whose weights are read, at most. */
const MOST_READ = 12;

/** Images by the kind of their data set: channels first, as the data are stored. */
const SHAPES: Readonly<Record<string, ImageShape>> = {
  digits: { channels: 1, height: 8, width: 8 },
  mnist: { channels: 1, height: 28, width: 28 },
  cifar10: { channels: 3, height: 32, width: 32 },
};

/** The shape of an example that is an image. */
export interface ImageShape {
  /** 1 for grey, 3 for red, green and blue. */
  readonly channels: number;
  /** Rows. */
  readonly height: number;
  /** Columns. */
  readonly width: number;
}

/** The weights from the examples' features to the first layer's units, or its filters. */
export interface FirstLayer {
  /** The variant of the run. */
  readonly variant: string;
  /** The seed of the run. */
  readonly seed: number;
  /** The shape of an example, or of a filter. */
  readonly shape: ImageShape;
  /** The number of units or filters. */
  readonly units: number;
  /** The weights, [units, channels, height, width], last axis fastest. */
  readonly weights: ArrayLike<number>;
}

/** The first layers of an experiment. */
export interface FirstLayers {
  /** By variant, in the order of the experiment. */
  readonly variants: readonly FirstLayer[];
  /** The one that is shown first: the best by the choice. */
  readonly first: number;
  /** How many variants are left out: those that did worse. */
  readonly left: number;
}

/**
 * Reads `W1` of the best weights of each variant's first complete seed. Nothing if no run is complete,
 * the data are not images, or the weights are missing.
 *
 * @throws {SyntaxError} If the weights cannot be read.
 */
export async function readFirstLayers(
  folder: string,
  all: readonly Variant[],
): Promise<FirstLayers | undefined> {
  const { choosing } = recordsOfVariants(all);
  const runOf = ({ chosen }: Variant) =>
    chosen.runs.find((run) => Number.isFinite(metricOf(run, choosing)));
  const trained = all.filter((variant) => runOf(variant) !== undefined);
  const variants: FirstLayer[] = [];
  const kept = keepBest(trained, rankOfVariant, MOST_READ);
  for (const variant of kept) {
    const layer = await readLayer(folder, runOf(variant)!);
    if (layer) variants.push(layer);
  }
  if (variants.length === 0) return undefined;
  const best = bestVariant(all)?.label;
  const first = Math.max(0, variants.findIndex(({ variant }) => variant === best));
  return { variants, first, left: trained.length - kept.length };
}

async function readLayer(
  folder: string,
  { planned, record }: RunLogs,
): Promise<FirstLayer | undefined> {
  const place = `${folder}/${planned.folder}`;
  const path = `${place}/${RUN_FILES.bestWeights}`;
  const bytes = await readBytes(path);
  if (bytes === undefined) return undefined;
  await requireDigest(place, RUN_FILES.bestWeights, bytes);
  const first = parseSafetensors(bytes, path).arrays.find(({ name }) => name === "W1");
  const made = first && (filtersOf(first) ?? unitsOf(first, shapeOf(record!.plan)));
  return made && { variant: planned.variant, seed: planned.seed, ...made };
}

/** Filters over grey or coloured images lie one after the other. */
function filtersOf({ shape: [units, channels, height, width], values }: SavedArray) {
  if (units === undefined || height === undefined || width === undefined) return undefined;
  if (channels !== 1 && channels !== 3) return undefined;
  return { shape: { channels, height, width }, units, weights: values };
}

/** Units, [features, units], do not. */
function unitsOf({ shape: [features, units], values }: SavedArray, shape: ImageShape | undefined) {
  if (shape === undefined || units === undefined) return undefined;
  if (features !== shape.channels * shape.height * shape.width) return undefined;
  const weights = new Float32Array(features * units);
  for (let feature = 0; feature < features; feature++) {
    for (let unit = 0; unit < units; unit++) {
      weights[unit * features + feature] = values[feature * units + unit]!;
    }
  }
  return { shape, units, weights };
}

function shapeOf({ dataset }: JsonObject): ImageShape | undefined {
  const kind = (dataset as JsonObject | undefined)?.["kind"];
  return typeof kind === "string" && Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : undefined;
}
