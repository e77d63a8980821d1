/**
 * The JSON schema (2020-12) of the experiment file, made from the fields that are declared beside
 * each kind. It says what each field by itself may hold; what has to fit together (a claim and the
 * variants that it names, an axis and the layer that it names, a search and its ranges) is checked
 * by `checkExperiment`.
 */
import {
  type Field,
  type Fields,
  type FieldsByKind,
  fieldsIn,
  isField,
  type JsonSchema,
} from "@samebit/input";
import { LAYERS } from "@samebit/layers";
import { BLOCK_FIELDS, NETWORK_FIELDS } from "@samebit/networks";
import { SEARCH_FIELDS } from "@samebit/search";
import { EVALUATION_FIELDS } from "@samebit/solver";
import { CLAIM_FIELDS, REPORT_FIELDS } from "@samebit/statements";
import { BEGINNING_FIELDS, KINDS, PLAIN_FIELDS } from "../packages/experiment/settings_fields.ts";
import { AXES, VARIED } from "../packages/experiment/axes.ts";
import {
  anyKind,
  object,
  ofKind,
  type Properties,
  propertiesOf,
  ref,
  schemaOf,
} from "./json_schemas.ts";

const text = { type: "string", pattern: "\\S" };

/** What may label a value of an axis. */
const LABEL = {
  type: "string",
  maxLength: 60,
  pattern: "^-?[A-Za-z0-9](?!.*\\.\\.)[A-Za-z0-9 ._+-]*$",
};

/** What may be in a list of values. */
const SCALAR = { type: ["number", "string", "boolean"] };

const RANGE = object({
  range: { enum: ["linear", "log", "integer"] },
  from: { type: "number" },
  to: { type: "number" },
  points: { type: "integer", minimum: 2 },
}, ["range", "from", "to"]);

/** Settings that may be given by the name of a kind alone. */
const NAMED: ReadonlySet<string> = new Set(
  Object.keys(KINDS).filter((name) => name !== "dataset" && name !== "optimizer"),
);

const beginning: Properties = {
  ...propertiesOf(BEGINNING_FIELDS),
  initialization: ref("initialization"),
};

const MODEL: JsonSchema = {
  type: "object",
  ...anyKind(NETWORK_FIELDS, false, beginning),
  not: { required: ["weightScale", "initialization"] },
};

const SETTINGS: Properties = {
  dataset: ref("dataset"),
  task: schemaOf(PLAIN_FIELDS.task),
  augmentation: ref("augmentation"),
  model: ref("model"),
  loss: ref("loss"),
  l2: schemaOf(PLAIN_FIELDS.l2),
  optimizer: ref("optimizer"),
  groups: ref("groups"),
  schedule: ref("schedule"),
  clipping: ref("clipping"),
  averaging: ref("averaging"),
  batchSize: schemaOf(PLAIN_FIELDS.batchSize),
  epochs: schemaOf(PLAIN_FIELDS.epochs),
  sampling: schemaOf(PLAIN_FIELDS.sampling),
  stopping: ref("stopping"),
  evaluation: object(Object.fromEntries(Object.entries(EVALUATION_FIELDS).map(evaluationOf))),
  precision: schemaOf(PLAIN_FIELDS.precision),
};

/** A field of `evaluation`; a part of it with fields of its own has all of them. */
function evaluationOf([name, field]: [string, Field | Fields]): [string, JsonSchema] {
  return [name, isField(field) ? schemaOf(field) : object(propertiesOf(field), Object.keys(field))];
}

/** The JSON schema of an experiment. */
export function experimentSchema(): JsonSchema {
  const kinds = Object.entries(KINDS).map(([name, table]) => [
    name,
    anyKind(table, NAMED.has(name)),
  ]);
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "A Samebit experiment",
    $comment: "Made by tools/generate_experiment_schema.ts.",
    ...object({
      title: { ...text, description: "The heading of the report page" },
      question: { ...text, description: "What the experiment asks" },
      expectation: { ...text, description: "What its author expects, written before it is run" },
      answer: {
        ...text,
        description: "What its author found, in words that refer to numbers of the runs",
      },
      base: ref("settings"),
      compare: ref("compare"),
      tune: tuned(),
      search: anyKind(SEARCH_FIELDS, false),
      seeds: {
        type: "array",
        items: { type: "integer", minimum: 0 },
        minItems: 1,
        uniqueItems: true,
        description: "Every variant is run with each",
      },
      claims: { type: "array", items: ref("claim") },
      report: {
        type: "array",
        items: anyKind(REPORT_FIELDS, false),
        description: "What the page shows, in which order and with which words between",
      },
    }, ["title", "question", "expectation", "base", "seeds"]),
    $defs: {
      settings: object(SETTINGS, ["dataset", "model", "optimizer", "epochs"]),
      ...Object.fromEntries(kinds),
      model: MODEL,
      layers: layers(),
      compare: compared(),
      range: RANGE,
      label: LABEL,
      claim: {
        ...object(propertiesOf(CLAIM_FIELDS), ["says", "metric", "than"]),
        oneOf: ["lower", "higher", "near", "equivalent"].map((side) => ({ required: [side] })),
        dependentRequired: {
          near: ["within"],
          within: ["near"],
          equivalent: ["margin"],
          margin: ["equivalent"],
        },
      },
    },
  };
}

/** The list of layers of a network or a block. */
function layers(): JsonSchema {
  const name = {
    type: "string",
    pattern: "^[A-Za-z][\\w-]{0,39}$",
    description: "What axes such as model.layers.NAME.FIELD call the layer",
  };
  const plain = anyKind(fieldsIn(LAYERS), true, { name });
  const blocks = Object.entries(BLOCK_FIELDS).map(([kind, fields]) =>
    ofKind(kind, fields, { name, body: { type: "array", ...ref("layers"), minItems: 1 } }, ["body"])
  );
  return {
    type: "array",
    maxItems: 1000,
    items: { anyOf: [...plain["anyOf"] as JsonSchema[], ...blocks] },
  };
}

/** The axes of fields of named layers. */
const OF_LAYERS = "^model\\.layers\\.[\\w-]+\\.\\w+$";

/** Every axis with the values that may be compared on it. */
function compared(): JsonSchema {
  const variant = object(Object.fromEntries(VARIED.map((name) => [name, SETTINGS[name]!])));
  const properties = Object.fromEntries(AXES.map((axis) => [axis, valuesOf(schemaAt(axis))]));
  return {
    ...object({ ...properties, variant: byLabel(variant) }),
    patternProperties: { [OF_LAYERS]: valuesOf(SCALAR) },
  };
}

/** The same axes; everything except fields of the data may be searched for in a range. */
function tuned(): JsonSchema {
  const same = (axis: string) => ref(`compare/properties/${axis}`);
  const orRange = (values: JsonSchema) => ({ anyOf: [values, ref("range")] });
  const properties = AXES.map((axis) => [
    axis,
    axis.startsWith("dataset") ? same(axis) : orRange(same(axis)),
  ]);
  return {
    ...object({ ...Object.fromEntries(properties), variant: same("variant") }),
    patternProperties: { [OF_LAYERS]: orRange(valuesOf(SCALAR)) },
  };
}

/** The values of an axis: a list of plain ones, or any by label. */
function valuesOf(value: JsonSchema): JsonSchema {
  const items = { allOf: [value, SCALAR] };
  return { anyOf: [{ type: "array", items, minItems: 1, uniqueItems: true }, byLabel(value)] };
}

function byLabel(value: JsonSchema): JsonSchema {
  return {
    type: "object",
    additionalProperties: value,
    propertyNames: ref("label"),
    minProperties: 1,
  };
}

/** What may be at the place of an axis. */
function schemaAt(axis: string): JsonSchema {
  const [field, key] = axis.split(".") as [string, string | undefined];
  if (key === undefined) return SETTINGS[field]!;
  const [table, more]: [FieldsByKind, Properties] = field === "model"
    ? [NETWORK_FIELDS, beginning]
    : [KINDS[field as keyof typeof KINDS], {}];
  const forms = Object.entries(table)
    .map(([kind, own]) => ({ kind: { const: kind }, ...propertiesOf(own), ...more }));
  const found = forms.flatMap((form: Properties) => form[key] === undefined ? [] : [form[key]]);
  const different = new Map(found.map((schema) => [JSON.stringify(bare(schema)), bare(schema)]));
  return different.size === 1 ? [...different.values()][0]! : { anyOf: [...different.values()] };
}

/** A schema without its texts for people. */
function bare({ description: _, default: __, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
