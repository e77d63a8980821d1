/**
 * Fields as plain data, for kinds whose code, perhaps a stranger's, is not run where their fields
 * are needed. What fields hold is passed as the keywords of their JSON schema and rebuilt by the
 * constructors of values.ts, so checks that need code cannot be passed.
 *
 * @module
 */
import { DATA_PATH_PATTERN, dataPathsBy } from "./data_path.ts";
import type { Field, Fields } from "./field.ts";
import { isObject } from "./schema.ts";
import { cannotBe, quote } from "./quote.ts";
import { escapeText } from "./escape_text.ts";
import { listOf, numbers, oneOf, TEXT, TRUTH, type Values, values } from "./values.ts";

/** More fields than any kind has, and longer texts than any of them has. */
const MOST_FIELDS = 50;
const MOST_TEXT = 500;

/** Deeper than anybody nests lists. */
const MOST_DEPTH = 4;

const BOUNDS = ["minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum"] as const;

/** Fields as JSON; anything that is not a description of fields is returned unchanged. */
export function fieldsToData(fields: Fields): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, { holds, ...field }]) => [
      name,
      { ...field, holds: valuesToData(holds) },
    ]),
  );
}

function valuesToData({ wanted, json, words, items }: Values<unknown>): object {
  return {
    wanted,
    json,
    ...(words !== undefined && { words }),
    ...(items !== undefined && { items: valuesToData(items) }),
  };
}

/**
 * The fields that data describe.
 *
 * @param data What {@link fieldsToData} gave, or anything else.
 * @throws {TypeError} It is not a description of fields, or only code could check what a field
 *   holds; the field is named.
 */
export function fieldsFromData(data: unknown): Fields {
  if (!isObject(data)) throw new TypeError(`fields ${cannotBe(data, "an object of fields")}`);
  const entries = Object.entries(data);
  if (entries.length > MOST_FIELDS) {
    throw new TypeError(`has ${entries.length} fields; wanted at most ${MOST_FIELDS}`);
  }
  return Object.fromEntries(entries.map(([name, field]) => [name, fieldFromData(name, field)]));
}

function fieldFromData(name: string, data: unknown): Field {
  const refuse = (problem: string): never => {
    throw new TypeError(`field ${quote(name)} ${problem}`);
  };
  if (!/^[a-z][A-Za-z0-9]{0,39}$/.test(name) || name === "kind") {
    refuse("has no name of a field; wanted one such as learningRate, and not kind");
  }
  if (!isObject(data)) return refuse("needs an object with holds and about");
  const { holds, about, otherwise, default: fallback, example } = data;
  if (typeof about !== "string") refuse("needs about, a sentence that says what it means");
  if (otherwise !== undefined) refuse("cannot have otherwise; wanted a default, or nothing");
  const found = valuesFromData(holds, 0) ??
    refuse(
      "holds what only code could check; wanted values of @samebit/input, such as POSITIVE, " +
        'numbers("a number below 3", { exclusiveMaximum: 3 }) or oneOf("mode", "a", "b")',
    );
  for (const value of [fallback, example]) {
    if (value === undefined || found.includes(value)) continue;
    refuse(`has a default or an example that ${cannotBe(value, found.wanted)}`);
  }
  return {
    holds: found,
    about: textOf(about),
    ...(fallback !== undefined && { default: fallback }),
    ...(example !== undefined && { example }),
  };
}

/** The values that data describe; undefined if they use other keywords. */
function valuesFromData(data: unknown, depth: number): Values<unknown> | undefined {
  if (!isObject(data) || !isObject(data["json"]) || depth > MOST_DEPTH) return undefined;
  const { json, words, items } = data;
  const wanted = textOf(data["wanted"]);
  const { type, pattern, anyOf, enum: all } = json as Readonly<Record<string, unknown>>;
  const bounds = Object.fromEntries(
    BOUNDS.flatMap((name) => typeof json[name] === "number" ? [[name, json[name]]] : []),
  );
  if (Array.isArray(anyOf)) return anyOfFromData(anyOf, wanted, depth);
  if (isObject(words) && isTexts(all)) return oneOf(textOf(words["what"]), ...all);
  switch (type) {
    case "number":
      return numbers(wanted, bounds);
    case "integer": {
      const within = numbers(wanted, bounds);
      const isOne = (value: unknown) => Number.isSafeInteger(value) && within.includes(value);
      return values(wanted, isOne, { type, ...bounds });
    }
    case "boolean":
      return TRUTH;
    case "string":
      if (pattern === DATA_PATH_PATTERN) return dataPathsBy(wanted);
      return pattern === TEXT.json["pattern"] ? TEXT : undefined;
    case "array": {
      const item = valuesFromData(items, depth + 1);
      const most = json["maxItems"];
      return item && listOf(item, wanted, Number.isSafeInteger(most) ? most as number : undefined);
    }
    default:
      return undefined;
  }
}

/** Values that are one of several kinds, such as `"all"` or a whole number. */
function anyOfFromData(
  anyOf: readonly unknown[],
  wanted: string,
  depth: number,
): Values<unknown> | undefined {
  const parts = anyOf.slice(0, MOST_FIELDS).map((json) => {
    const { const: one } = Object(json);
    return typeof one === "string"
      ? values(one, (value) => value === one, { const: one })
      : valuesFromData({ wanted, json }, depth + 1);
  });
  if (parts.includes(undefined)) return undefined;
  const includes = (value: unknown) => parts.some((part) => part!.includes(value));
  return values(wanted, includes, { anyOf: parts.map((part) => part!.json) });
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.length > 0 && value.length <= MOST_FIELDS &&
    value.every((word) => typeof word === "string" && word.length <= MOST_TEXT);
}

function textOf(value: unknown): string {
  return escapeText(String(value)).slice(0, MOST_TEXT);
}
