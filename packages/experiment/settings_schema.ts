/**
 * The schema of settings: which fields exist, and what each may be. What comes in kinds is
 * described beside each kind; for the rest, the types of experiment.ts say the same to the
 * compiler: `satisfies` keeps the fields of both equal, and a test the axes.
 *
 * @module
 */
import {
  type FieldsByKind,
  isField,
  kinds,
  nameOr,
  object,
  type Schema,
  schemaFieldsByKind,
  schemaFieldsOf,
  schemaOf,
} from "@samebit/input";
import { EVALUATION_FIELDS } from "@samebit/solver";
import type { Settings } from "./experiment.ts";
import { networkWith, plannedNetworkWith } from "./network_schema.ts";
import { NO_OWN_KINDS, ownFieldsOf, type OwnKinds } from "./own_kinds/own_kinds.ts";
import { KINDS, PLAIN_FIELDS } from "./settings_fields.ts";

type ShapeOf<Fields> = { readonly [Field in keyof Fields]-?: Schema };

/** What a setting that comes in kinds may be; of most also a kind's name, or nothing. */
const kindsOf = (what: string, field: keyof typeof KINDS, own: FieldsByKind = {}) =>
  kinds(what, schemaFieldsByKind({ ...own, ...KINDS[field] }));
const nameOrKinds = (what: string, field: keyof typeof KINDS, own: FieldsByKind = {}) =>
  nameOr(what, schemaFieldsByKind({ ...own, ...KINDS[field] })).optional();

const plain = schemaFieldsOf(PLAIN_FIELDS) as ShapeOf<typeof PLAIN_FIELDS>;

/** What is measured; a part with fields of its own is given in full, or not at all. */
const measured = Object.fromEntries(
  Object.entries(EVALUATION_FIELDS).map(([name, field]) => {
    if (isField(field)) return [name, schemaOf(field.holds)];
    const inner = Object.entries(field).map(([name, { holds }]) => [name, schemaOf(holds)]);
    return [name, object(Object.fromEntries(inner))];
  }).map(([name, schema]) => [name, (schema as Schema).optional()]),
);

/** The schema of each field of settings. */
export const SETTINGS_SHAPE = {
  dataset: kindsOf("data set", "dataset"),
  task: plain.task,
  augmentation: nameOrKinds("augmentation", "augmentation"),
  model: networkWith(NO_OWN_KINDS),
  loss: nameOrKinds("loss", "loss"),
  l2: plain.l2,
  optimizer: kindsOf("update rule", "optimizer"),
  groups: nameOrKinds("groups", "groups"),
  schedule: nameOrKinds("schedule", "schedule"),
  clipping: nameOrKinds("clipping", "clipping"),
  averaging: nameOrKinds("averaging", "averaging"),
  batchSize: plain.batchSize,
  epochs: plain.epochs,
  sampling: plain.sampling,
  stopping: nameOrKinds("stopping rule", "stopping"),
  evaluation: object(measured).optional(),
  precision: plain.precision,
} satisfies ShapeOf<Settings>;

/** The settings of a run. */
export const SETTINGS: Schema = object(SETTINGS_SHAPE);

/** The settings of a run in a folder that has own kinds. */
export function settingsWith(own: OwnKinds): Schema {
  return Object.keys(own).length === 0
    ? SETTINGS
    : object({ ...shapeWith(own), model: networkWith(own) });
}

/**
 * What a plan says besides its seed and the hashes of own kinds. Its fields are those of settings;
 * that none is left out is for whoever resolves them again.
 */
export function plannedWith(own: OwnKinds): Schema {
  return object({ ...shapeWith(own), model: plannedNetworkWith(own) });
}

function shapeWith(own: OwnKinds): typeof SETTINGS_SHAPE {
  return {
    ...SETTINGS_SHAPE,
    dataset: kindsOf("data set", "dataset", ownFieldsOf("datasets", own)),
    loss: nameOrKinds("loss", "loss", ownFieldsOf("losses", own)),
    optimizer: kindsOf("update rule", "optimizer", ownFieldsOf("optimizers", own)),
  };
}
