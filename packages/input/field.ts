/**
 * A kind (of update rule, layer, data set) described once, as data: its fields, what each holds,
 * its default and what it means. The types of a configuration follow from it, and its defaults, its
 * checks, its schema (schema.ts) and its page in the reference.
 *
 * @module
 *
 * @example
 * ```ts
 * import { type ConfigOf, fillDefaults, POSITIVE, requireFields } from "@samebit/input";
 * import { assertEquals, assertThrows } from "@std/assert";
 *
 * const FIELDS = {
 *   limit: { holds: POSITIVE, default: 1, about: "The greatest absolute value" },
 * } as const;
 * type Clipping = ConfigOf<"value", typeof FIELDS>;
 *
 * const clipping: Clipping = fillDefaults("value", FIELDS, {});
 * assertEquals(clipping, { kind: "value", limit: 1 });
 * assertThrows(
 *   () => requireFields("clipping by value", FIELDS, { limit: 0 }),
 *   RangeError,
 *   "clipping by value: limit cannot be 0; wanted a number above 0",
 * );
 * ```
 */
import { cannotBe } from "./quote.ts";
import type { Values } from "./values.ts";

/** One field. It must be given unless it has a `default` or an `otherwise`. */
export interface Field<Type = unknown> {
  /** What it holds. */
  readonly holds: Values<Type>;
  /** Its value if it is left out. */
  readonly default?: unknown;
  /** Its value if it is left out, in words, where that depends on something else. */
  readonly otherwise?: string;
  /** A value for examples, for a field that must be given. */
  readonly example?: unknown;
  /** What it means, in a sentence of the reference. */
  readonly about: string;
}

/** The fields of a kind apart from `kind`, in the order in which a plan lists them. */
export type Fields = { readonly [name: string]: Field };

/** The fields of every kind of a family. */
export type FieldsByKind = { readonly [kind: string]: Fields };

/** Fields of an object without kinds, some of which have fields of their own. */
export type FieldGroup = { readonly [name: string]: Field | Fields };

/** What a field holds, as a type. */
export type TypeOf<F> = F extends { readonly holds: Values<infer Type> } ? Type : never;

/** The names of the fields that may be left out. */
export type OptionalNames<F> = {
  [Name in keyof F]: F[Name] extends { readonly default: unknown } | { readonly otherwise: string }
    ? Name
    : never;
}[keyof F];

/** A configuration with every field given. */
export type ConfigOf<Kind, F> = Flat<
  { readonly kind: Kind } & { readonly [Name in keyof F]: TypeOf<F[Name]> }
>;

/** The same of a group of fields. */
export type ConfigOfGroup<G> = {
  readonly [Name in keyof G]: G[Name] extends { readonly holds: unknown } ? TypeOf<G[Name]>
    : { readonly [Inner in keyof G[Name]]: TypeOf<G[Name][Inner]> };
};

/** A configuration as it may be written: fields with a default may be left out. */
export type WrittenOf<Kind, F> = Flat<
  & { readonly kind: Kind }
  & { readonly [Name in Exclude<keyof F, OptionalNames<F>>]: TypeOf<F[Name]> }
  & { readonly [Name in OptionalNames<F>]?: TypeOf<F[Name]> }
>;

/** The fields that have a default, alone. */
export type DefaultsOf<F> = {
  readonly [Name in keyof F as F[Name] extends { readonly default: unknown } ? Name : never]:
    TypeOf<F[Name]>;
};

/** The defaults of each kind of a table, by its kind. */
export type DefaultsByKind<Table> = { readonly [Kind in keyof Table]: DefaultsOf<Table[Kind]> };

/** The configuration of any kind of a table, distinguished by `kind`. */
export type ConfigOfKinds<Table> = { [Kind in keyof Table]: ConfigOf<Kind, Table[Kind]> }[
  keyof Table
];

/** The configuration of each kind of a table, by its kind. */
export type ConfigsByKind<Table> = {
  readonly [Kind in keyof Table]: ConfigOf<Kind, Table[Kind]>;
};

/** Any kind of a table as it may be written. */
export type WrittenOfKinds<Table> = { [Kind in keyof Table]: WrittenOf<Kind, Table[Kind]> }[
  keyof Table
];

/** The fields alone of a table of things that have `fields`. */
export type FieldsIn<Table> = {
  readonly [Kind in keyof Table]: Table[Kind] extends { readonly fields: infer F } ? F : never;
};

/** One object type instead of an intersection, since editors show it better. */
export type Flat<Type> = { [Name in keyof Type]: Type[Name] };

/** Whether it is a field, and not fields of a name of their own. */
export function isField(either: Field | Fields): either is Field {
  return typeof either["about"] === "string";
}

/** Whether an experiment file may leave the field out. */
export function mayBeLeftOut(field: Field): boolean {
  return field.default !== undefined || field.otherwise !== undefined;
}

/** The fields of each kind of a table of things that have `fields`. */
export function fieldsIn<Table extends { readonly [kind: string]: { readonly fields: Fields } }>(
  table: Table,
): FieldsIn<Table> {
  const pairs = Object.entries(table).map(([kind, { fields }]) => [kind, fields]);
  return Object.fromEntries(pairs) as FieldsIn<Table>;
}

/**
 * The complete configuration from the given fields: `kind`, then every field in the order of the
 * description. A field that has no default and is not given is left undefined.
 */
export function fillDefaults<Kind extends string, F extends Fields>(
  kind: Kind,
  fields: F,
  given: Readonly<Record<string, unknown>>,
): ConfigOf<Kind, F> {
  const pairs = Object.entries(fields).map(([name, field]) => [
    name,
    given[name] === undefined ? field.default : given[name],
  ]);
  return { kind, ...Object.fromEntries(pairs) } as ConfigOf<Kind, F>;
}

/** The same of a group of fields, which has no kind. */
export function fillGroup<G extends FieldGroup>(group: G, given: object): ConfigOfGroup<G> {
  const written = given as Readonly<Record<string, unknown>>;
  const pairs = Object.entries(group).map(([name, field]) => [
    name,
    isField(field)
      ? written[name] ?? field.default
      : fillGroup(field, written[name] as object ?? {}),
  ]);
  return Object.fromEntries(pairs) as ConfigOfGroup<G>;
}

/**
 * The default configuration of each kind of a table, with examples for fields without a default.
 */
export function exampleConfigs<Table extends FieldsByKind>(
  table: Table,
): ConfigsByKind<Table> {
  const configs = Object.entries(table).map(([kind, fields]) => {
    const examples = Object.entries(fields).map(([name, { example }]) => [name, example]);
    return [kind, fillDefaults(kind, fields, Object.fromEntries(examples))];
  });
  return Object.fromEntries(configs) as ConfigsByKind<Table>;
}

/** The defaults of each kind of a table, only for fields that may be left out. */
export function defaultsByKind<Table extends FieldsByKind>(table: Table): DefaultsByKind<Table> {
  const defaults = Object.entries(table).map(([kind, fields]) => {
    const known = Object.entries(fields).filter(([, field]) => field.default !== undefined);
    return [kind, Object.fromEntries(known.map(([name, field]) => [name, field.default]))];
  });
  return Object.fromEntries(defaults) as DefaultsByKind<Table>;
}

/**
 * Makes sure that every field holds a valid value.
 *
 * @param place What has the fields, as in `adam` or `affine1`.
 * @throws {RangeError} One does not; it is named with its value and what is wanted.
 */
export function requireFields(
  place: string,
  fields: Fields,
  config: object,
): void {
  // It is called for the schedule at every step, so no list of fields is created.
  for (const name in fields) {
    const { holds } = fields[name]!;
    requireField(place, name, holds, (config as Readonly<Record<string, unknown>>)[name]);
  }
}

/**
 * Checks one value that is not a field of a kind.
 *
 * @throws {RangeError} It is not among the values.
 */
export function requireField(
  place: string,
  name: string,
  holds: Values<unknown>,
  value: unknown,
): void {
  if (!holds.includes(value)) {
    throw new RangeError(`${place}: ${name} ${cannotBe(value, holds.wanted)}`);
  }
}
