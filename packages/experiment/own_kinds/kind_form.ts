/**
 * The form of a kind: what the default export of its file must be.
 *
 * @module
 */
import { type Fields, isObject } from "@samebit/input";

/** As much of a kind as every family has. */
export interface KindForm {
  /** Its fields. */
  readonly fields: Fields;
  /** Puts it to work. */
  readonly create: (...given: never[]) => unknown;
}

/**
 * The kind that a file exports.
 *
 * @throws {TypeError} It is none.
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
