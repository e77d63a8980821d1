/**
 * The pieces of the experiment schema that know how to complain: objects that suggest the field
 * that was meant, kinds that list what there is, numbers that say their range.
 *
 * @module
 */
import { z } from "zod";
import { nearest } from "./nearest.ts";

/** A schema of anything. */
export type Schema = z.ZodType;

/** An object with exactly these fields; a misspelt one is named with the nearest that exists. */
export function object(shape: Record<string, Schema>): z.ZodObject {
  const names = Object.keys(shape);
  return z.strictObject(shape, {
    error(issue) {
      if (issue.code !== "unrecognized_keys") return undefined;
      return issue.keys.map((key) => `unknown field ${quote(key)}${meant(key, names)}`).join("; ");
    },
  });
}

/** One of several objects told apart by `kind`; `what` names such a thing, as in "update rule". */
export function kinds(what: string, byKind: Record<string, Record<string, Schema>>): Schema {
  const names = Object.keys(byKind);
  const options = Object.entries(byKind).map(([kind, shape]) =>
    object({ kind: z.literal(kind), ...shape })
  );
  return z.discriminatedUnion("kind", options as unknown as [z.ZodObject, ...z.ZodObject[]], {
    error(issue) {
      const kind = (issue.input as { readonly kind?: unknown } | null | undefined)?.kind;
      return typeof issue.input === "object" && issue.input !== null
        ? unknownWord(what, kind, names)
        : `wants an object with a kind, one of ${names.join(", ")}`;
    },
  });
}

/** One of some words; `what` names such a thing. */
export function words(what: string, ...names: readonly [string, ...string[]]): Schema {
  return z.enum(names, { error: (issue) => unknownWord(what, issue.input, names) });
}

/** A kind's name alone or its object: the first for those in which all else has a default. */
export function nameOr(
  what: string,
  byKind: Record<string, Record<string, Schema>>,
): Schema {
  const names = Object.keys(byKind) as [string, ...string[]];
  const asWord = words(what, ...names);
  const asObject = kinds(what, byKind);
  return z.unknown().transform((value, context) => {
    const parsed = (typeof value === "string" ? asWord : asObject).safeParse(value);
    if (parsed.success) return parsed.data;
    for (const { path, message } of parsed.error.issues) {
      context.addIssue({ code: "custom", path: [...path], message });
    }
    return z.NEVER;
  });
}

/** A finite number for which `holds` is true; `wanted` says what it must be. */
export function number(wanted: string, holds: (value: number) => boolean): Schema {
  return z.unknown().superRefine((value, context) => {
    if (typeof value === "number" && Number.isFinite(value) && holds(value)) return;
    context.addIssue({ code: "custom", message: `cannot be ${quote(value)}; wanted ${wanted}` });
  });
}

/** A whole number from `least`. */
export function whole(least: number): Schema {
  return number(
    `a whole number from ${least}`,
    (value) => Number.isSafeInteger(value) && value >= least,
  );
}

/** A number above 0. */
export const positive: Schema = number("a number above 0", (value) => value > 0);

/** A number from 0. */
export const notNegative: Schema = number("a number from 0", (value) => value >= 0);

/** A number from 0 to below 1. */
export const fraction: Schema = number("a number from 0 to below 1", (v) => v >= 0 && v < 1);

/** A number above 0 up to 1. */
export const ratio: Schema = number("a number above 0 up to 1", (v) => v > 0 && v <= 1);

/** A value as an error shows it, cut where it is long. */
export function quote(value: unknown): string {
  const text = typeof value === "number" ? String(value) : JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

/** The end of an error about a word that is not among those known. */
export function meant(word: string, names: readonly string[]): string {
  const hint = nearest(word, names);
  return hint === undefined
    ? `; there ${names.length === 1 ? "is" : "are"} ${names.join(", ")}`
    : `, did you mean ${quote(hint)}?`;
}

function unknownWord(what: string, given: unknown, names: readonly string[]): string {
  return typeof given === "string"
    ? `unknown ${what} ${quote(given)}${meant(given, names)}`
    : `wants a ${what}, one of ${names.join(", ")}`;
}
