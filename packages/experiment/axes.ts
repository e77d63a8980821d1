/**
 * Which places of settings an axis may vary, as a list; axes of named layers are in layer_axes.ts.
 * The types of experiment.ts say the same to the compiler, and a test compares them.
 *
 * @module
 */
import { NETWORK_FIELDS } from "@samebit/networks";
import { ownFieldsOf, type OwnKinds } from "./own_kinds/own_kinds.ts";
import { BEGINNING_FIELDS, KINDS } from "./settings_fields.ts";
import { SETTINGS_SHAPE } from "./settings_schema.ts";

const { task: _, evaluation: __, ...varied } = SETTINGS_SHAPE;

/** The fields that an axis may vary: the task and what is measured are the same for all runs. */
export const VARIED: readonly string[] = Object.keys(varied);

/** Every place that an axis may vary, fields of fields by a dot; fields of named layers beside them. */
export const AXES: readonly string[] = [
  ...VARIED,
  ...axesOf("model", {
    ...NETWORK_FIELDS,
    any: { ...BEGINNING_FIELDS, initialization: {} },
  }),
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
