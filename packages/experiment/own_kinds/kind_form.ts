/**
 * The form of a kind: what the default export of its file must be.
 *
 * @module
 */
import { type Fields, isObject } from "@samebit/input";

/** The part of a kind that every family has. */
export interface KindForm {
  /** Its fields. */
  readonly fields: Fields;
  /** Creates it. */
  readonly create: (...given: never[]) => unknown;
}

/**
 * The kind that a file exports.
 *
 * @throws {TypeError} If it does not export one.
 */
export function requireKindForm(kind: unknown): KindForm {
  const { fields, create } = Object(kind);
  if (isObject(kind) && isObject(fields) && typeof create === "function") {
    return kind as unknown as KindForm;
  }
  throw new TypeError(
    "the default export is not a kind; wanted { fields, create }, as in docs/own-kinds.md",
  );
}
