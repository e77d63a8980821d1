/**
 * The form of a kind: what the default export of its file must be.
 *
 * @module
 */
import { type Fields, isObject } from "@samebit/input";
import type { Family } from "./own_kinds.ts";

/** The part of a kind that every family has. */
export interface KindForm {
  /** Its fields. */
  readonly fields: Fields;
}

/**
 * The kind that a file exports.
 *
 * @throws {TypeError} If it does not export one.
 */
export function requireKindForm(kind: unknown, family: Family): KindForm {
  const { fields, ...rest } = Object(kind);
  const verb = family === "datasets" ? "load" : "create";
  if (isObject(kind) && isObject(fields) && typeof rest[verb] === "function") {
    return kind as unknown as KindForm;
  }
  throw new TypeError(
    `the default export is not a kind; wanted { fields, ${verb} }, as in docs/own-kinds.md`,
  );
}

/** What else a kind states as data: neither its fields nor its code. */
export function formOf(kind: KindForm): object {
  const { fields: _, create: __, load: ___, ...form } = kind as KindForm & {
    readonly create?: unknown;
    readonly load?: unknown;
  };
  return form;
}
