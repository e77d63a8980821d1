/**
 * Pieces of the JSON schema of the experiment file: objects, references, and what comes in kinds.
 */
import {
  type Field,
  type Fields,
  type FieldsByKind,
  type JsonSchema,
  mayBeLeftOut,
} from "@samebit/input";

/** Schemas by the name of a property. */
export type Properties = Readonly<Record<string, JsonSchema>>;

/** One of several kinds; by its name alone if everything else has a default and that is allowed. */
export function anyKind(table: FieldsByKind, byName: boolean, more: Properties = {}): JsonSchema {
  const kinds = Object.entries(table);
  const names = kinds.filter(([, fields]) => Object.values(fields).every(mayBeLeftOut))
    .map(([kind]) => kind);
  return {
    anyOf: [
      ...byName && names.length > 0 ? [{ enum: names }] : [],
      ...kinds.map(([kind, fields]) => ofKind(kind, fields, more)),
    ],
  };
}

/** One kind with its fields, and more beside them. */
export function ofKind(
  kind: string,
  fields: Fields,
  more: Properties = {},
  required: readonly string[] = [],
): JsonSchema {
  const given = Object.entries(fields).filter(([, field]) => !mayBeLeftOut(field));
  return object(
    { kind: { const: kind }, ...propertiesOf(fields), ...more },
    ["kind", ...given.map(([name]) => name), ...required],
  );
}

/** A schema for each field. */
export function propertiesOf(fields: Fields): Properties {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, schemaOf(field)]));
}

/** What a field holds, means and is by default. */
export function schemaOf(field: Field): JsonSchema {
  return {
    ...field.holds.json,
    description: field.about,
    ...(field.default !== undefined && { default: field.default }),
  };
}

/** An object with these properties and no others. */
export function object(properties: Properties, required: readonly string[] = []): JsonSchema {
  return {
    type: "object",
    properties,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
  };
}

/** Another part of the same schema. */
export function ref(name: string): JsonSchema {
  return { $ref: `#/$defs/${name}` };
}
