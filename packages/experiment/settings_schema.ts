/**
 * The schema of settings: which fields exist, and what each may be. What comes in kinds is
 * described beside each kind; for the rest, the types of experiment.ts say the same to the
 * compiler: `satisfies` keeps the fields of both equal, and a test the axes.
 *
 * @module
 */
import { DATASET_FIELDS } from "@samebit/datasets";
import {
  type Fields,
  type FieldsByKind,
  kinds,
  mayBeLeftOut,
  nameOr,
  object,
  type Schema,
  type SchemaFieldsByKind,
  schemaFieldsByKind,
  schemaFieldsOf,
  schemaOf,
} from "@samebit/input";
import { ACTIVATION_FIELDS } from "@samebit/layers";
import { LOSS_FIELDS } from "@samebit/losses";
import { AUGMENTATION_FIELDS } from "@samebit/minibatches";
import {
  INITIALIZATION_FIELDS,
  NETWORK_FIELDS,
  type NetworkParts,
  NORMALIZATION_FIELDS,
  partIn,
} from "@samebit/networks";
import {
  AVERAGING_FIELDS,
  CLIPPING_FIELDS,
  GROUP_FIELDS,
  OPTIMIZER_FIELDS,
  SCHEDULE_FIELDS,
} from "@samebit/optimizers";
import { STOPPING_FIELDS } from "@samebit/solver";
import type { ModelSettings, Settings } from "./experiment.ts";
import { layerList } from "./layers_schema.ts";
import { type Family, NO_OWN_KINDS, type OwnKind, type OwnKinds } from "./own_kinds/own_kinds.ts";
import {
  BEGINNING_FIELDS,
  EVALUATION_FIELDS,
  IMPORTANCE_FIELDS,
  LAYERS_FIELDS,
  PLAIN_FIELDS,
} from "./settings_fields.ts";

type ShapeOf<Fields> = { readonly [Field in keyof Fields]-?: Schema };

/**
 * The fields apart from `kind` of everything that comes in kinds, in the order of a plan's JSON.
 */
export const KINDS = {
  dataset: DATASET_FIELDS,
  augmentation: AUGMENTATION_FIELDS,
  normalization: NORMALIZATION_FIELDS,
  activation: ACTIVATION_FIELDS,
  initialization: INITIALIZATION_FIELDS,
  loss: LOSS_FIELDS,
  optimizer: OPTIMIZER_FIELDS,
  groups: GROUP_FIELDS,
  schedule: SCHEDULE_FIELDS,
  clipping: CLIPPING_FIELDS,
  averaging: AVERAGING_FIELDS,
  stopping: STOPPING_FIELDS,
} as const satisfies Readonly<Record<string, FieldsByKind>>;

/** The fields of a folder's own kinds of one family, as far as they are wanted. */
function ownFieldsOf(
  family: Family,
  own: OwnKinds,
  isWanted: (kind: OwnKind) => boolean = () => true,
): FieldsByKind {
  const ofFamily = Object.entries(own).filter(([, kind]) =>
    kind.family === family && isWanted(kind)
  );
  return Object.fromEntries(ofFamily.map(([name, { fields }]) => [name, fields]));
}

/** Whether a layer can take the place of an activation. */
const keepsShape = ({ form }: OwnKind) => !Object.hasOwn(form, "output");

/**
 * What a setting that comes in kinds may be; if some have no required fields, also their name
 * alone.
 */
const kindsOf = (what: string, field: keyof typeof KINDS) =>
  kinds(what, schemaFieldsByKind(KINDS[field]));
const nameOrKinds = (what: string, field: keyof typeof KINDS, own: FieldsByKind = {}) =>
  nameOr(what, schemaFieldsByKind({ ...own, ...KINDS[field] }));
const maybe = (...given: Parameters<typeof nameOrKinds>) => nameOrKinds(...given).optional();

const plain = schemaFieldsOf(PLAIN_FIELDS) as ShapeOf<typeof PLAIN_FIELDS>;
const measured = schemaFieldsOf(EVALUATION_FIELDS) as ShapeOf<typeof EVALUATION_FIELDS>;

const beginning = {
  ...schemaFieldsOf(BEGINNING_FIELDS),
  initialization: maybe("initialization", "initialization"),
};

/** The fields of each kind of network. */
function networkShapes(own: OwnKinds): SchemaFieldsByKind {
  const parts: Readonly<Record<keyof NetworkParts, Schema>> = {
    normalization: nameOrKinds("normalization", "normalization"),
    activation: nameOrKinds("activation", "activation", ownFieldsOf("layers", own, keepsShape)),
    layers: layerList(ownFieldsOf("layers", own)),
  };
  const shapeOf = (fields: Fields) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, field]) => {
        const part = partIn(field.holds);
        const schema = part === undefined ? schemaOf(field.holds) : parts[part];
        return [name, mayBeLeftOut(field) ? schema.optional() : schema];
      }),
    );
  return Object.fromEntries(
    Object.entries<Fields>(NETWORK_FIELDS).map(([kind, fields]) => [
      kind,
      { ...shapeOf(fields), ...beginning },
    ]),
  );
}

const MODELS = networkShapes(NO_OWN_KINDS);

/** A network that does not say twice how its weights are initialized. */
const modelOf = (models: SchemaFieldsByKind) =>
  kinds("network", models).superRefine((given, context) => {
    const { weightScale, initialization } = given as Partial<ModelSettings>;
    if (weightScale === undefined || initialization === undefined) return;
    const message = "has both weightScale and initialization; wanted one of them";
    context.addIssue({ code: "custom", message });
  });

const settings = {
  dataset: kindsOf("data set", "dataset"),
  task: plain.task,
  augmentation: maybe("augmentation", "augmentation"),
  model: modelOf(MODELS),
  loss: maybe("loss", "loss"),
  l2: plain.l2,
  optimizer: kindsOf("update rule", "optimizer"),
  groups: maybe("groups", "groups"),
  schedule: maybe("schedule", "schedule"),
  clipping: maybe("clipping", "clipping"),
  averaging: maybe("averaging", "averaging"),
  batchSize: plain.batchSize,
  epochs: plain.epochs,
  sampling: plain.sampling,
  stopping: maybe("stopping rule", "stopping"),
  evaluation: object({
    ...measured,
    layers: object({ every: schemaOf(LAYERS_FIELDS.every.holds) }).optional(),
    importance: object({ repeats: schemaOf(IMPORTANCE_FIELDS.repeats.holds) }).optional(),
  }).refine(({ test, views }) => test !== false || (views ?? "plain") === "plain", {
    error: "needs views of the test split, but test is false",
  }).refine(({ test, predictions }) => test !== false || predictions !== true, {
    error: "needs predictions of the test split, but test is false",
  }).optional(),
  precision: plain.precision,
} satisfies ShapeOf<Settings>;

/** The settings of a run. */
export const SETTINGS: Schema = object(settings);

/** The settings of a run in a folder that has own kinds. */
export function settingsWith(own: OwnKinds): Schema {
  if (own === NO_OWN_KINDS || Object.keys(own).length === 0) return SETTINGS;
  const optimizers = { ...OPTIMIZER_FIELDS, ...ownFieldsOf("optimizers", own) };
  const datasets = { ...DATASET_FIELDS, ...ownFieldsOf("datasets", own) };
  return object({
    ...settings,
    dataset: kinds("data set", schemaFieldsByKind(datasets)),
    model: modelOf(networkShapes(own)),
    loss: maybe("loss", "loss", ownFieldsOf("losses", own)),
    optimizer: kinds("update rule", schemaFieldsByKind(optimizers)),
  });
}

const { task: _, evaluation: __, ...varied } = settings;

/** The fields that an axis may vary: the task and what is measured are the same for all runs. */
export const VARIED: readonly string[] = Object.keys(varied);

/** Every place that an axis may vary, fields of fields by a dot; fields of named layers beside them. */
export const AXES: readonly string[] = [
  ...VARIED,
  ...axesOf("model", MODELS),
  ...([
    "dataset",
    "augmentation",
    "loss",
    "optimizer",
    "groups",
    "schedule",
    "clipping",
    "averaging",
  ] as const).flatMap((field) => axesOf(field, KINDS[field])),
];

/** The same in a folder that has own kinds. */
export function axesWith(own: OwnKinds): readonly string[] {
  return [
    ...new Set([
      ...AXES,
      ...axesOf("optimizer", ownFieldsOf("optimizers", own)),
      ...axesOf("loss", ownFieldsOf("losses", own)),
      ...axesOf("dataset", ownFieldsOf("datasets", own)),
    ]),
  ];
}

function axesOf(field: string, kinds: Readonly<Record<string, object>>): string[] {
  const keys = Object.values(kinds).flatMap((shape) => Object.keys(shape));
  return [...new Set(["kind", ...keys])].map((key) => `${field}.${key}`);
}
