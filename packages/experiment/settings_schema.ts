/**
 * The schema of settings: which fields there are, and what each may be. What comes in kinds is
 * described beside each kind; the types of experiment.ts say of the rest the same to the compiler:
 * `satisfies` keeps the fields of both equal, and a test the axes.
 *
 * @module
 */
import { AUGMENTATION_FIELDS, DATASET_FIELDS } from "@samebit/datasets";
import {
  type FieldsByKind,
  kinds,
  nameOr,
  object,
  type Schema,
  schemaOf,
  shapeOf,
  shapesOf,
  words,
} from "@samebit/input";
import { INITIALIZATION_FIELDS, LOSS_FIELDS, NORMALIZATION_FIELDS } from "@samebit/layers";
import {
  AVERAGING_FIELDS,
  CLIPPING_FIELDS,
  OPTIMIZER_FIELDS,
  SCHEDULE_FIELDS,
} from "@samebit/optimizers";
import { STOPPING_FIELDS } from "@samebit/solver";
import type { ModelSettings, Settings } from "./experiment.ts";
import { EVALUATION_FIELDS, LAYERS_FIELDS, MODEL_FIELDS, PLAIN_FIELDS } from "./settings_fields.ts";

/** More layers than anybody trains with these rules; a list of any length could be written. */
const MOST_LAYERS = 1000;

type ShapeOf<Fields> = { readonly [Field in keyof Fields]-?: Schema };

/** The fields beside `kind` of everything that comes in kinds, in the order of a plan's JSON. */
export const KINDS = {
  dataset: DATASET_FIELDS,
  augmentation: AUGMENTATION_FIELDS,
  normalization: NORMALIZATION_FIELDS,
  initialization: INITIALIZATION_FIELDS,
  loss: LOSS_FIELDS,
  optimizer: OPTIMIZER_FIELDS,
  schedule: SCHEDULE_FIELDS,
  clipping: CLIPPING_FIELDS,
  averaging: AVERAGING_FIELDS,
  stopping: STOPPING_FIELDS,
} as const satisfies Readonly<Record<string, FieldsByKind>>;

/** What a setting that comes in kinds may be; where some have no fields, also their name alone. */
const kindsOf = (what: string, field: keyof typeof KINDS) => kinds(what, shapesOf(KINDS[field]));
const nameOrKinds = (what: string, field: keyof typeof KINDS) =>
  nameOr(what, shapesOf(KINDS[field])).optional();

const plain = shapeOf(PLAIN_FIELDS) as ShapeOf<typeof PLAIN_FIELDS>;
const network = shapeOf(MODEL_FIELDS) as ShapeOf<typeof MODEL_FIELDS>;
const measured = shapeOf(EVALUATION_FIELDS) as ShapeOf<typeof EVALUATION_FIELDS>;

const model = {
  kind: words("network", "fully-connected"),
  hidden: network.hidden.superRefine((hidden, context) => {
    const count = Array.isArray(hidden) ? hidden.length : 0;
    if (count > MOST_LAYERS) {
      const message = `has ${count} layers; wanted at most ${MOST_LAYERS}`;
      context.addIssue({ code: "custom", message });
    }
  }),
  normalization: nameOrKinds("normalization", "normalization"),
  keepRatio: network.keepRatio,
  weightScale: network.weightScale,
  initialization: nameOrKinds("initialization", "initialization"),
} satisfies ShapeOf<ModelSettings>;

const settings = {
  dataset: kindsOf("data set", "dataset"),
  task: plain.task,
  augmentation: nameOrKinds("augmentation", "augmentation"),
  model: object(model).refine(
    ({ weightScale, initialization }) => weightScale === undefined || initialization === undefined,
    { error: "has both weightScale and initialization; wanted one of them" },
  ),
  loss: nameOrKinds("loss", "loss"),
  l2: plain.l2,
  optimizer: kindsOf("update rule", "optimizer"),
  schedule: nameOrKinds("schedule", "schedule"),
  clipping: nameOrKinds("clipping", "clipping"),
  averaging: nameOrKinds("averaging", "averaging"),
  batchSize: plain.batchSize,
  epochs: plain.epochs,
  sampling: plain.sampling,
  stopping: nameOrKinds("stopping rule", "stopping"),
  evaluation: object({
    trainExamples: measured.trainExamples,
    test: measured.test,
    layers: object({ every: schemaOf(LAYERS_FIELDS.every.holds) }).optional(),
    predictions: measured.predictions,
  }).refine(({ test, predictions }) => test !== false || predictions !== true, {
    error: "wants predictions of the test split, but test is false",
  }).optional(),
  precision: plain.precision,
} satisfies ShapeOf<Settings>;

/** The settings of a run. */
export const SETTINGS: Schema = object(settings);

const { task: _, evaluation: __, ...varied } = settings;

/** The fields that an axis may vary: the task and what is measured are the same for all runs. */
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
    const keys = Object.values<object>(KINDS[field]).flatMap((shape) => Object.keys(shape));
    return [...new Set(["kind", ...keys])].map((key) => `${field}.${key}`);
  }),
];
