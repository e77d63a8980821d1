/**
 * The parts of the experiment schema with their error messages: objects that suggest the nearest
 * field, kinds that list the known ones, values that say what is allowed. Every message reads after
 * its place, as in `base.epochs: is missing; wanted a whole number from 1`.
 *
 * @module
 */
import { z } from "zod";
import { BadInput } from "./bad_input.ts";
import { type Fields, type FieldsByKind, mayBeLeftOut } from "./field.ts";
import { nearest } from "./nearest.ts";
import { cannotBe, quote } from "./quote.ts";
import type { Values } from "./values.ts";

/** A schema of anything. */
export type Schema = z.ZodType;

/** A schema of an object. */
export type ObjectSchema = z.ZodObject;

/** A schema of a list. */
export type ListSchema = z.ZodArray;

/** The fields of an object with their schemas. */
export type SchemaFields = Readonly<Record<string, Schema>>;

/** The fields apart from `kind` of each kind of a family. */
export type SchemaFieldsByKind = Readonly<Record<string, SchemaFields>>;

/** What is wrong at one place. */
export interface Fault {
  /** The place, from the outside inwards. */
  readonly path: readonly string[];
  /** What is wrong, to be read after the place. */
  readonly message: string;
}

/** Everything that is wrong with a value under a schema; none if it is valid. */
export function faultsOf(schema: Schema, value: unknown): Fault[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => {
    const path = issue.path.map(String);
    if (issue.code !== "unrecognized_keys") return [{ path, message: issue.message }];
    // One issue for all unknown fields; its message has a line for each.
    const lines = issue.message.split("\n");
    return issue.keys.map((key, i) => ({ path: [...path, key], message: lines[i]! }));
  });
}

/** Faults of one kind repeat; those after the first few are seldom informative. */
const MOST_LINES = 20;

/**
 * Refuses a file with a line for each fault, and counts the rest.
 *
 * @param whole The prefix of a fault of the content as a whole, such as `the default export `.
 * @throws {BadInput} There is a fault.
 */
export function refuseFaults(file: string, faults: readonly Fault[], whole: string = ""): void {
  if (faults.length === 0) return;
  const lines = faults.slice(0, MOST_LINES).map(({ path, message }) =>
    path.length === 0 ? `${whole}${message}` : `${formatPlace(path)}: ${message}`
  );
  const more = faults.length - lines.length;
  if (more > 0) lines.push(`and ${more} more ${more === 1 ? "fault" : "faults"}`);
  throw new BadInput(file, lines.map((line, at) => at === 0 ? line : `${file}: ${line}`));
}

/**
 * An object with exactly these fields; a misspelt one is named with the nearest that exists.
 *
 * @param owner Whose fields they are, as in `unknown field of update rule "sgd"`.
 */
export function object(shape: SchemaFields, owner?: string): ObjectSchema {
  const names = Object.keys(shape);
  const unknown = owner === undefined ? "unknown field" : `unknown field of ${owner}`;
  return z.strictObject(shape, {
    error(issue) {
      return issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => unknown + didYouMean(key, names)).join("\n")
        : cannotBe(issue.input, "an object");
    },
  });
}

/** One of several objects distinguished by `kind`; `what` names the family, as in "update rule". */
export function kinds(what: string, shapes: SchemaFieldsByKind): Schema {
  const names = Object.keys(shapes);
  const options = Object.entries(shapes).map(([kind, shape]) =>
    object({ kind: z.literal(kind), ...shape }, `${what} ${quote(kind)}`)
  );
  return z.discriminatedUnion("kind", options as unknown as [z.ZodObject, ...z.ZodObject[]], {
    error({ input }) {
      return isObject(input)
        ? unknownWord(what, input["kind"], names)
        : cannotBe(input, `an object with a kind: ${names.join(", ")}`);
    },
  });
}

/** A kind's name alone, if all of its fields have defaults, or its object. */
export function nameOr(what: string, shapes: SchemaFieldsByKind): Schema {
  const asObject = kinds(what, shapes);
  const asWord = words(what, ...Object.keys(shapes));
  const wanted = `one of ${Object.keys(shapes).join(", ")}, or an object with that kind`;
  return z.unknown().superRefine((value, context) => {
    const faults = isObject(value)
      ? faultsOf(asObject, value)
      : typeof value !== "string"
      ? [{ path: [], message: cannotBe(value, wanted) }]
      : !Object.hasOwn(shapes, value)
      ? faultsOf(asWord, value)
      : faultsOf(asObject, { kind: value });
    for (const { path, message } of faults) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });
}

/** One of a few words; `what` names the family. */
export function words(what: string, ...names: readonly string[]): Schema {
  return z.enum(names, { error: ({ input }) => unknownWord(what, input, names) });
}

/** A list; `wanted` describes it with an example. */
export function list(item: Schema, wanted: string): ListSchema {
  return z.array(item, { error: ({ input }) => cannotBe(input, wanted) });
}

/** A value for which `holds` is true; `wanted` says what it must be. */
export function value(wanted: string, holds: (value: unknown) => boolean): Schema {
  return z.unknown().superRefine((value, context) => {
    if (!holds(value)) context.addIssue({ code: "custom", message: cannotBe(value, wanted) });
  });
}

/** Whether something is a SHA-256 in text form: 64 digits 0 to 9 and a to f. */
export function isSha256(digest: unknown): digest is string {
  return typeof digest === "string" && /^[0-9a-f]{64}$/.test(digest);
}

/** A SHA-256 in a record. */
export const SHA256_DIGITS: Schema = value("64 hexadecimal digits", isSha256);

/** What a field may hold; misspelt words get a suggestion, items are checked one by one. */
export function schemaOf({ wanted, words: few, items, most, includes }: Values<unknown>): Schema {
  if (few?.more !== undefined) {
    return z.unknown().superRefine((value, context) => {
      if (includes(value)) return;
      const message = unknownWord(few.what, value, few.all);
      context.addIssue({
        code: "custom",
        message: message.endsWith("?") ? message : `${message}; or ${few.more}`,
      });
    });
  }
  if (few !== undefined) return words(few.what, ...few.all);
  return items === undefined ? value(wanted, includes) : listUpTo(most, schemaOf(items), wanted);
}

/** A list whose items are not looked at if they are too many. */
function listUpTo(most: number | undefined, item: Schema, wanted: string): Schema {
  const items = list(item, wanted);
  return most === undefined ? items : z.unknown().superRefine((given, context) => {
    const count = Array.isArray(given) ? given.length : 0;
    const faults = count > most
      ? [{ path: [], message: `has ${count} items; wanted at most ${most}` }]
      : faultsOf(items, given);
    for (const { path, message } of faults) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
  });
}

/** What each field of a kind may hold; those that may be left out are optional. */
export function schemaFieldsOf(fields: Fields): SchemaFields {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const schema = schemaOf(field.holds);
      return [name, mayBeLeftOut(field) ? schema.optional() : schema];
    }),
  );
}

/** What each field of each kind of a family may hold. */
export function schemaFieldsByKind(table: FieldsByKind): SchemaFieldsByKind {
  return Object.fromEntries(
    Object.entries(table).map(([kind, fields]) => [kind, schemaFieldsOf(fields)]),
  );
}

/** Whether a value is an object with named fields. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Deeper than any intended place in an experiment. */
const MOST_PARTS = 60;

/**
 * A place as the user would write it; names that are not plain, or long, are quoted, and a long
 * place is cut.
 */
export function formatPlace(path: readonly string[]): string {
  const parts = path.slice(0, MOST_PARTS)
    .map((part) => /^[\w.+-]{1,80}$/.test(part) ? part : quote(part));
  return parts.join(".") + (path.length > MOST_PARTS ? "..." : "");
}

/** Of many known words, how many an error names. */
const MOST_NAMES = 50;

/** The most characters of a name that an error shows as they are. */
const MOST_OF_NAME = 60;

/** The end of an error about a word that is not among those known. */
export function didYouMean(word: string, names: readonly string[]): string {
  const hint = nearest(word, names);
  if (hint !== undefined) return `, did you mean ${quote(hint)}?`;
  const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
  const named = names.slice(0, MOST_NAMES).map(shorten).join(", ");
  return `; there ${names.length === 1 ? "is" : "are"} ${named}${more}`;
}

/** A name, shortened for an error if it is long. */
function shorten(name: string): string {
  return name.length > MOST_OF_NAME ? quote(name) : name;
}

/** The first item that occurs a second time, found in one pass. */
export function findTwice<T>(items: readonly T[]): T | undefined {
  const seen = new Set<T>();
  return items.find((item) => seen.size === seen.add(item).size);
}

function unknownWord(what: string, given: unknown, names: readonly string[]): string {
  return typeof given === "string"
    ? `unknown ${what} ${quote(given)}${didYouMean(given, names)}`
    : cannotBe(given, names.length === 1 ? quote(names[0]) : `one of ${names.join(", ")}`);
}
