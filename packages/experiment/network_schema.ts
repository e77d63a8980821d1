/**
 * The schema of networks: what each kind says in its fields, and how weights begin, which is the same
 * for every kind and differs between an experiment file and a plan.
 *
 * @module
 */
import {
  type Fields,
  type FieldsByKind,
  kinds,
  mayBeLeftOut,
  nameOr,
  type Schema,
  type SchemaFields,
  type SchemaFieldsByKind,
  schemaFieldsByKind,
  schemaFieldsOf,
  schemaOf,
} from "@samebit/input";
import { NETWORK_FIELDS, type NetworkParts, partIn } from "@samebit/networks";
import type { ModelSettings } from "./experiment.ts";
import { layerList } from "./layers_schema.ts";
import { keepsShape, ownFieldsOf, type OwnKinds } from "./own_kinds/own_kinds.ts";
import { BEGINNING_FIELDS, KINDS, PLANNED_INITIALIZATIONS } from "./settings_fields.ts";

/** What an experiment file says of first weights. */
const WRITTEN_BEGINNING: SchemaFields = {
  ...schemaFieldsOf(BEGINNING_FIELDS),
  initialization: oneOfKinds("initialization", KINDS.initialization).optional(),
};

/** What a plan says of them. */
const PLANNED_BEGINNING: SchemaFields = {
  initialization: kinds("initialization", schemaFieldsByKind(PLANNED_INITIALIZATIONS)),
};

/** The network of an experiment file, which does not say twice how its weights begin. */
export function networkWith(own: OwnKinds): Schema {
  return kinds("network", shapesOf(own, WRITTEN_BEGINNING)).superRefine((given, context) => {
    const { weightScale, initialization } = given as Partial<ModelSettings>;
    if (weightScale === undefined || initialization === undefined) return;
    const message = "has both weightScale and initialization; wanted one of them";
    context.addIssue({ code: "custom", message });
  });
}

/** The network of a plan. */
export function plannedNetworkWith(own: OwnKinds): Schema {
  return kinds("network", shapesOf(own, PLANNED_BEGINNING));
}

/** The schemas of the fields of each kind of network. */
function shapesOf(own: OwnKinds, beginning: SchemaFields): SchemaFieldsByKind {
  const activations = { ...ownFieldsOf("layers", own, keepsShape), ...KINDS.activation };
  const parts: Readonly<Record<keyof NetworkParts, Schema>> = {
    normalization: oneOfKinds("normalization", KINDS.normalization),
    activation: oneOfKinds("activation", activations),
    layers: layerList(ownFieldsOf("layers", own)),
  };
  const shapes = Object.entries<Fields>(NETWORK_FIELDS).map(([kind, fields]) => {
    const own = Object.entries(fields).map(([name, field]) => {
      const part = partIn(field.holds);
      const schema = part === undefined ? schemaOf(field.holds) : parts[part];
      return [name, mayBeLeftOut(field) ? schema.optional() : schema];
    });
    return [kind, { ...Object.fromEntries(own), ...beginning }];
  });
  return Object.fromEntries(shapes);
}

function oneOfKinds(what: string, table: FieldsByKind): Schema {
  return nameOr(what, schemaFieldsByKind(table));
}
