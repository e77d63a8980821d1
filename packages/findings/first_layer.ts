/**
 * The weights of the first layer of the best run, for drawing them as images if the data are
 * images. The record of a run does not say what shape an example has, so only data sets whose kind
 * implies the shape are drawn.
 */
import { type JsonObject, parseSafetensors, RUN_FILES } from "@samebit/runlog";
import { readBytes, requireDigest } from "@samebit/store";
import type { RunLogs } from "./read_experiment.ts";
import { bestVariant, metricOf, recordsOfVariants, type Variant } from "./variants.ts";

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

/** The weights from the examples' features to the first layer's units. */
export interface FirstLayer {
  /** The variant of the run. */
  readonly variant: string;
  /** The seed of the run. */
  readonly seed: number;
  /** The shape of an example. */
  readonly shape: ImageShape;
  /** The number of units. */
  readonly units: number;
  /** The weights, [features, units], last axis fastest. */
  readonly weights: ArrayLike<number>;
}

/**
 * Reads `W1` of the best weights of the run that stands for the best variant by the choice, its
 * first seed. Nothing if no run is complete, the data are not images, or the weights are missing.
 *
 * @throws {SyntaxError} If the weights cannot be read.
 */
export async function readFirstLayer(
  folder: string,
  variants: readonly Variant[],
): Promise<FirstLayer | undefined> {
  const run = bestRun(variants);
  const shape = run && shapeOf(run.record!.plan);
  if (run === undefined || shape === undefined) return undefined;
  const path = `${folder}/${run.planned.folder}/${RUN_FILES.bestWeights}`;
  const bytes = await readBytes(path);
  if (bytes === undefined) return undefined;
  await requireDigest(`${folder}/${run.planned.folder}`, RUN_FILES.bestWeights, bytes);
  const first = parseSafetensors(bytes, path).arrays.find(({ name }) => name === "W1");
  const [features, units] = first?.shape ?? [];
  if (features !== shape.channels * shape.height * shape.width || units === undefined) {
    return undefined;
  }
  const { variant, seed } = run.planned;
  return { variant, seed, shape, units, weights: first!.values };
}

function bestRun(variants: readonly Variant[]): RunLogs | undefined {
  const { choosing } = recordsOfVariants(variants);
  return bestVariant(variants)?.chosen.runs.find((run) => Number.isFinite(metricOf(run, choosing)));
}

function shapeOf({ dataset }: JsonObject): ImageShape | undefined {
  const kind = (dataset as JsonObject | undefined)?.["kind"];
  return typeof kind === "string" && Object.hasOwn(SHAPES, kind) ? SHAPES[kind] : undefined;
}
