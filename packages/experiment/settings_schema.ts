/**
 * The schema of settings: which fields there are, and what each may be. The types of experiment.ts
 * say the same to the compiler; `satisfies` keeps the fields of both equal, and a test the axes.
 *
 * @module
 */
import { type AugmentationConfig, checkDataPath, type DatasetConfig } from "@samebit/datasets";
import type { Initialization, LossConfig, Normalization } from "@samebit/layers";
import type {
  AveragingConfig,
  ClippingConfig,
  OptimizerConfig,
  ScheduleConfig,
} from "@samebit/optimizers";
import type { Stopping } from "@samebit/solver";
import type { ModelSettings, Settings } from "./experiment.ts";
import {
  fraction,
  isWhole,
  kinds,
  list,
  nameOr,
  notNegative,
  number,
  object,
  positive,
  ratio,
  type Schema,
  share,
  truth,
  value,
  whole,
  words,
} from "@samebit/input";

/** More layers than anybody trains with these rules; a list of any length could be written. */
const MOST_LAYERS = 1000;

/** A schema for every field but `kind` of every kind of a configuration. */
type ShapesOf<Config extends { readonly kind: string }> = {
  readonly [Kind in Config["kind"]]: {
    readonly [Field in Exclude<keyof Extract<Config, { readonly kind: Kind }>, "kind">]: Schema;
  };
};

type ShapeOf<Fields> = { readonly [Field in keyof Fields]-?: Schema };

const learningRate = number("a number above 0, such as 1e-3", (rate) => rate > 0);
const epsilon = positive.optional();
const beta = fraction.optional();
const warmupSteps = whole(0).optional();

const dataFile = value(
  'a path inside the data directory, such as "iris.csv" or "tables/iris.csv"',
  (path) => {
    if (typeof path !== "string") return false;
    try {
      checkDataPath(path);
      return true;
    } catch {
      return false;
    }
  },
);

const allOr = value(
  '"all" or a whole number from 1',
  (examples) => examples === "all" || isWhole(examples, 1),
);
const splitSeed = whole(0).optional();

const tablePreprocess = words("preprocessing", "none", "subtract-mean", "standardize").optional();
const imagePreprocess = words(
  "preprocessing",
  "none",
  "subtract-mean",
  "standardize",
  "standardize-channels",
).optional();

/** Data sets that come with their own test split. */
const official = {
  preprocess: imagePreprocess,
  trainExamples: allOr.optional(),
  validationExamples: whole(1).optional(),
  testExamples: allOr.optional(),
};

/** The fields beside `kind` of everything that comes in kinds, in the order of a plan's JSON. */
export const SHAPES = {
  dataset: {
    digits: {
      preprocess: imagePreprocess,
      trainExamples: allOr.optional(),
      validationExamples: whole(1).optional(),
      testExamples: whole(1).optional(),
      splitSeed,
    },
    csv: {
      file: dataFile,
      header: words("header", "names", "none", "counts").optional(),
      label: value(
        "a column's name, its index from 0, or -1 for the last",
        (label) => typeof label === "string" ? label !== "" : isWhole(label, -1),
      ).optional(),
      preprocess: tablePreprocess,
      trainExamples: allOr.optional(),
      validationExamples: whole(1),
      testExamples: whole(1),
      splitSeed,
    },
    cifar10: official,
    mnist: official,
    "numpy-legacy": { seed: whole(0), examples: whole(1), features: whole(1), classes: whole(1) },
  } satisfies ShapesOf<DatasetConfig>,
  augmentation: {
    none: {},
    images: { flip: truth.optional(), shift: whole(0).optional() },
  } satisfies ShapesOf<AugmentationConfig>,
  normalization: {
    none: {},
    batch: { epsilon, momentum: fraction.optional() },
    layer: { epsilon },
  } satisfies ShapesOf<Normalization>,
  initialization: {
    "he": {},
    "xavier": {},
    "numpy-legacy": {
      seed: whole(0),
      weightScale: notNegative,
      normalsBefore: whole(0),
      integersBefore: whole(0),
      integerBound: whole(1),
      networksBefore: whole(0),
    },
  } satisfies ShapesOf<Exclude<Initialization, { readonly kind: "scaled" }>>,
  loss: {
    softmax: { labelSmoothing: fraction.optional() },
    hinge: {},
  } satisfies ShapesOf<LossConfig>,
  optimizer: {
    sgd: { learningRate },
    momentum: { learningRate, momentum: fraction.optional() },
    nesterov: { learningRate, momentum: fraction.optional() },
    rmsprop: { learningRate, decay: fraction.optional(), epsilon },
    adagrad: { learningRate, epsilon },
    adam: { learningRate, beta1: beta, beta2: beta, epsilon },
    adamw: { learningRate, beta1: beta, beta2: beta, epsilon, weightDecay: notNegative.optional() },
  } satisfies ShapesOf<OptimizerConfig>,
  schedule: {
    "constant": { warmupSteps },
    "step-decay": { warmupSteps, every: whole(1).optional(), factor: ratio.optional() },
    "epoch-decay": { warmupSteps, factor: ratio.optional() },
    "cosine": { warmupSteps, finalFactor: share.optional() },
  } satisfies ShapesOf<ScheduleConfig>,
  clipping: {
    "none": {},
    "value": { limit: positive },
    "global-norm": { limit: positive },
  } satisfies ShapesOf<ClippingConfig>,
  averaging: {
    none: {},
    exponential: { decay: fraction.optional() },
  } satisfies ShapesOf<AveragingConfig>,
  stopping: {
    none: {},
    plateau: {
      metric: words("metric", "validationAccuracy", "validationLoss"),
      patience: whole(1),
    },
  } satisfies ShapesOf<Stopping>,
} as const;

const model = {
  kind: words("network", "fully-connected"),
  hidden: list(whole(1), "a list of layer sizes, such as [100, 100]")
    .max(MOST_LAYERS, {
      error: ({ input }) =>
        `has ${(input as unknown[]).length} layers; wanted at most ${MOST_LAYERS}`,
    }),
  normalization: nameOr("normalization", SHAPES.normalization).optional(),
  keepRatio: ratio.optional(),
  weightScale: notNegative.optional(),
  initialization: nameOr("initialization", SHAPES.initialization).optional(),
} satisfies ShapeOf<ModelSettings>;

const settings = {
  dataset: kinds("data set", SHAPES.dataset),
  augmentation: nameOr("augmentation", SHAPES.augmentation).optional(),
  model: object(model).refine(
    ({ weightScale, initialization }) => weightScale === undefined || initialization === undefined,
    { error: "has both weightScale and initialization; wanted one of them" },
  ),
  loss: nameOr("loss", SHAPES.loss).optional(),
  l2: notNegative.optional(),
  optimizer: kinds("update rule", SHAPES.optimizer),
  schedule: nameOr("schedule", SHAPES.schedule).optional(),
  clipping: nameOr("clipping", SHAPES.clipping).optional(),
  averaging: nameOr("averaging", SHAPES.averaging).optional(),
  batchSize: whole(1).optional(),
  epochs: whole(1),
  sampling: words("sampling", "shuffled", "with-replacement").optional(),
  stopping: nameOr("stopping rule", SHAPES.stopping).optional(),
  evaluation: object({
    trainExamples: whole(1).optional(),
    test: truth.optional(),
    layers: object({ every: whole(0) }).optional(),
    predictions: truth.optional(),
  }).refine(({ test, predictions }) => test !== false || predictions !== true, {
    error: "wants predictions of the test split, which test: false leaves out",
  }).optional(),
  precision: words("precision", "float32", "float64").optional(),
} satisfies ShapeOf<Settings>;

/** The settings of a run. */
export const SETTINGS: Schema = object(settings);

const { evaluation: _, ...varied } = settings;

/** The fields that an axis may vary: what is measured is the same for all runs. */
export const VARIED: readonly string[] = Object.keys(varied);

/** Every place that an axis may vary, fields of fields by a dot. */
export const AXES: readonly string[] = [
  ...VARIED,
  ...Object.keys(model).map((key) => `model.${key}`),
  ...([
    "dataset",
    "augmentation",
    "loss",
    "optimizer",
    "schedule",
    "clipping",
    "averaging",
  ] as const).flatMap((field) => {
    const keys = Object.values(SHAPES[field]).flatMap((shape) => Object.keys(shape));
    return [...new Set(["kind", ...keys])].map((key) => `${field}.${key}`);
  }),
];
