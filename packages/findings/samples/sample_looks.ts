/**
 * What a look inside records of a made-up run: numbers of two layers by step, and predictions of
 * twelve test images of three classes. Not for anything but tests.
 */
import {
  formatHeader,
  formatRow,
  formatSafetensors,
  LAYER_COLUMNS,
  type PlannedRun,
  predictionColumns,
  RUN_FILES,
} from "@samebit/runlog";
import type { SampleExperiment, SampleVariant } from "./samples.ts";

/** The names of the classes. */
export const SAMPLE_CLASSES = ["cat", "dog", "ship"];

const EXAMPLES = 12;

/** `layers.csv` of a run that is measured at every step. */
export function sampleLayers(
  made: SampleExperiment,
  variant: SampleVariant,
  { seed }: PlannedRun,
): string {
  const total = made.epochs * made.stepsPerEpoch;
  const rows = Array.from({ length: 2 * total }, (_, at) => {
    const [step, layer] = [Math.floor(at / 2) + 1, at % 2 + 1];
    const size = (1 + seed / 10) / (1 + variant.rate * step) / layer;
    return {
      step,
      epoch: Math.ceil(step / made.stepsPerEpoch),
      layer,
      gradientNorm: size,
      weightNorm: 5,
      updateRatio: size / 500,
      effectiveLearningRate: 0.01 / size,
      deadUnits: layer === 2 ? NaN : step / total / 4,
      activationMean: 0.5,
      activationSpread: 0.25 + size,
    };
  });
  return formatHeader(LAYER_COLUMNS) + rows.map((row) => formatRow(LAYER_COLUMNS, row)).join("");
}

/** `predictions.csv` and `mistakes.safetensors`: each seed, and each variant, is wrong about others. */
export function samplePredictions(
  { label: { length } }: SampleVariant,
  { seed }: PlannedRun,
): Record<string, string | Uint8Array> {
  const wrongOf = length % 2 === 0 ? 3 : 4;
  const rows = Array.from({ length: EXAMPLES }, (_, example) => {
    const label = example % SAMPLE_CLASSES.length;
    const wrong = example % wrongOf === seed % wrongOf;
    const predicted = wrong ? (label + 1) % SAMPLE_CLASSES.length : label;
    return { example, label, predicted, loss: wrong ? 3 - example / 8 : 0.125 };
  });
  const examples = Uint32Array.from(
    rows.filter(({ label, predicted }) => label !== predicted),
    ({ example }) => example,
  );
  // One white row moves down the images.
  const images = new Uint8Array(examples.length * 64);
  examples.forEach((_, at) => images.fill(16, at * 64 + 8 * at, at * 64 + 8 * at + 8));
  return {
    [RUN_FILES.predictions]: formatHeader(predictionColumns({}, 0)) +
      rows.map((row) => formatRow(predictionColumns({}, 0), row)).join(""),
    [RUN_FILES.mistakes]: formatSafetensors({
      arrays: [
        { name: "examples", shape: [examples.length], values: examples },
        { name: "images", shape: [examples.length, 8, 8], values: images },
      ],
      metadata: { classes: JSON.stringify(SAMPLE_CLASSES) },
    }),
  };
}
