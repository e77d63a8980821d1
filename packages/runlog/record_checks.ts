/**
 * Small checks for JSON from other sources: each takes a value and its place, and returns the value
 * with its type or throws an error that names the place. They know nothing about runs; `record.ts`
 * has the fields.
 */
import type { Json, JsonObject } from "./record.ts";

/** A value in a JSON file and its place, such as `run.json: result.final`. */
export interface Found {
  readonly value: unknown;
  readonly place: string;
}

/** The error for a value that is not what is wanted. */
export function unexpected({ value, place }: Found, wanted: string): SyntaxError {
  const shown = value === undefined ? "missing" : shortly(value);
  return new SyntaxError(`Cannot read ${place}: it is ${shown}; wanted ${wanted}`);
}

/** A value in a message: a scalar in full, the kind of a value with items. */
function shortly(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  if (typeof value === "object" && value !== null) return "an object";
  return (typeof value === "string" ? JSON.stringify(value) : String(value)).slice(0, 80);
}

/** The JSON value of a text. */
export function parseJson(text: string, source: string): Found {
  try {
    return { value: JSON.parse(text), place: source };
  } catch (error) {
    throw new SyntaxError(`Cannot read ${source}: it is not JSON: ${(error as Error).message}`);
  }
}

/** An object that has no fields but the given ones; each can then be asked for. */
export function fieldsOf(found: Found, names?: readonly string[]): (name: string) => Found {
  const { value, place } = found;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw unexpected(found, "an object");
  }
  const extra = names && Object.keys(value).find((key) => !names.includes(key));
  if (extra !== undefined) {
    throw new SyntaxError(`Cannot read ${place}: it has an unknown field ${shortly(extra)}`);
  }
  return (name) => ({
    value: Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined,
    place: `${place}${place.includes(": ") ? "." : ": "}${name}`,
  });
}

/** The value as `check` reads it, or nothing where the field is absent. */
export function optional<T>(found: Found, check: (found: Found) => T): T | undefined {
  return found.value === undefined ? undefined : check(found);
}

/** The items of an array, each as `check` reads it. */
export function listOf<T>(found: Found, check: (found: Found) => T): readonly T[] {
  if (!Array.isArray(found.value)) throw unexpected(found, "an array");
  return found.value.map((value, at) => check({ value, place: `${found.place}[${at}]` }));
}

/** The values of an object, each as `check` reads it. */
export function mapOf<T>(found: Found, check: (found: Found) => T): Readonly<Record<string, T>> {
  const field = fieldsOf(found);
  return Object.fromEntries(
    Object.keys(found.value as object).map((name) => [name, check(field(name))]),
  );
}

/** A string. */
export function text(found: Found): string {
  if (typeof found.value !== "string") throw unexpected(found, "a string");
  return found.value;
}

/** A check for strings that match a pattern. */
export function matching(pattern: RegExp, wanted: string): (found: Found) => string {
  return (found) => {
    if (!pattern.test(text(found))) throw unexpected(found, wanted);
    return found.value as string;
  };
}

/** A check for one of some strings. */
export function oneOf<const T extends string>(choices: readonly T[]): (found: Found) => T {
  return (found) => {
    const choice = choices.find((each) => each === found.value);
    if (choice === undefined) throw unexpected(found, choices.join(" or "));
    return choice;
  };
}

/** A boolean. */
export function boolean(found: Found): boolean {
  if (typeof found.value !== "boolean") throw unexpected(found, "true or false");
  return found.value;
}

/** An integer of at least 0. */
export function count(found: Found): number {
  if (!Number.isSafeInteger(found.value) || (found.value as number) < 0) {
    throw unexpected(found, "an integer of at least 0");
  }
  return found.value as number;
}

const SPELLED = ["NaN", "Infinity", "-Infinity", "-0"];

/** A float64. JSON has no NaN and no infinities, and it loses -0: these are strings. */
export function number(found: Found): number {
  if (typeof found.value === "number") return found.value;
  if (SPELLED.includes(found.value as string)) return Number(found.value);
  throw unexpected(found, "a number");
}

/** A float64 as JSON that `number` reads back: the same number, bit for bit. */
export function numberToJson(value: number): Json {
  return Object.is(value, -0) ? "-0" : Number.isFinite(value) ? value : String(value);
}

/** A JSON object. What `JSON.parse` returned is one; what a program built may hold other values. */
export function jsonObject(found: Found): JsonObject {
  mapOf(found, (each) => checkJson(each, 1));
  return found.value as JsonObject;
}

/** Deeper than any plan, and shallow enough for every recursive reader. */
const DEEPEST = 100;

function checkJson(found: Found, depth: number): void {
  const { value } = found;
  const inner = (each: Found) => checkJson(each, depth + 1);
  if (depth > DEEPEST) throw unexpected({ ...found, value: "nested" }, `at most ${DEEPEST} levels`);
  if (value === null || typeof value === "string" || typeof value === "boolean") return;
  if (Number.isFinite(value) && !Object.is(value, -0)) return;
  if (Array.isArray(value)) listOf(found, inner);
  else if (typeof value === "object") mapOf(found, inner);
  else throw unexpected(found, "a JSON value");
}
