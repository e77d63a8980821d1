/**
 * What an array says examples should give: labels, which become classes, or targets.
 *
 * @module
 */
import type { StoredArray } from "@samebit/arrays";
import type { Content } from "@samebit/splits";
import { findSame } from "@samebit/tables";

/** Labels are 16-bit numbers. */
const MAX_CLASSES = 65_536;

/** Integers in their only spelling, small enough to be exact; as in tables. */
const INTEGER = /^(0|-?[1-9]\d{0,14})$/;

/**
 * The class numbers and classes that labels become.
 *
 * @param path What an error calls the array.
 * @param names The names of the classes, where labels are their numbers; empty where the classes are
 * the labels themselves.
 * @throws {SyntaxError} A label is not a class, or classes look the same.
 * @throws {RangeError} The axes are not those of labels, or there are too few or too many classes.
 */
export function labelsOf(
  array: StoredArray,
  path: string,
  names: readonly string[],
): Pick<Content, "labels" | "classes"> {
  const texts = textsOf(array, path);
  const keys = names.length > 0 ? names.map((_, i) => String(i)) : sorted(new Set(texts));
  if (keys.length < 2 || keys.length > MAX_CLASSES) {
    throw new RangeError(
      `Cannot use ${path} as labels: there are ${keys.length} classes; wanted 2 to ${MAX_CLASSES}`,
    );
  }
  const classes = names.length > 0 ? names : keys;
  const [same] = findSame(classes);
  if (same !== undefined) {
    throw new SyntaxError(
      `Cannot use ${path} as labels: the classes ${
        same.map((name) => JSON.stringify(name)).join(" and ")
      } ` +
        "look alike or are the same number; write each class in one way",
    );
  }
  const numbers = new Map(keys.map((key, number) => [key, number]));
  const labels = texts.map((text, i) => {
    const number = numbers.get(text);
    if (number !== undefined) return number;
    throw new SyntaxError(
      `Cannot use ${path} as labels: label ${i} is ${JSON.stringify(text)}, and names names the ` +
        `classes 0 to ${names.length - 1}`,
    );
  });
  return { labels: Uint16Array.from(labels), classes };
}

/** Each label as a text. */
function textsOf(array: StoredArray, path: string): string[] {
  const { shape, type, values } = array;
  const fail = (problem: string) => new SyntaxError(`Cannot use ${path} as labels: ${problem}`);
  if (shape.length !== 1 && !(shape.length === 2 && shape[1] === 1)) {
    throw new RangeError(
      `Cannot use ${path} as labels: its shape is [${
        shape.join(", ")
      }]; wanted one label for each ` +
        "example; of rows of zeros with one 1 save .argmax(axis=1)",
    );
  }
  if (type === "float32" || type === "float64") {
    throw fail("it has fractional numbers; wanted whole ones or words; save .astype(int)");
  }
  const texts = Array.from(values, String);
  const wrong = texts.findIndex((text) => text === "" || /[\n\r]/.test(text));
  if (wrong >= 0) throw fail(`label ${wrong} is ${JSON.stringify(texts[wrong])}`);
  const large = type === "words" ? -1 : texts.findIndex((text) => !INTEGER.test(text));
  if (large >= 0) throw fail(`label ${large} is ${texts[large]}; wanted at most 15 digits`);
  return texts;
}

/** By value if all are integers, otherwise by UTF-16 code units. */
function sorted(labels: ReadonlySet<string>): string[] {
  const classes = [...labels];
  return classes.every((name) => INTEGER.test(name))
    ? classes.sort((a, b) => Number(a) - Number(b))
    : classes.sort();
}

/**
 * Targets, with their names.
 *
 * @param path What an error calls the array.
 * @param names The names of its columns, or none.
 * @throws {SyntaxError} The array holds words, or a number that is not finite.
 * @throws {RangeError} The axes or the names do not fit.
 */
export function targetsOf(
  { shape, type, values }: StoredArray,
  path: string,
  names: readonly string[],
): Pick<Content, "labels" | "classes" | "targets"> {
  const columns = shape.length === 1 ? 1 : shape[1]!;
  const shapeText = `[${shape.join(", ")}]`;
  if (shape.length < 1 || shape.length > 2 || columns < 1) {
    throw new RangeError(
      `Cannot use ${path} as targets: its shape is ${shapeText}; wanted [examples] or [examples, targets]`,
    );
  }
  if (type === "words") {
    throw new SyntaxError(`Cannot use ${path} as targets: it has words; wanted numbers`);
  }
  if (names.length > 0 && names.length !== columns) {
    throw new RangeError(
      `Cannot use ${path} as targets: its shape is ${shapeText}, and names names ${names.length}`,
    );
  }
  const numbers = Float64Array.from(values as ArrayLike<number | bigint>, Number);
  const strange = numbers.findIndex((value) => !Number.isFinite(value));
  if (strange >= 0) {
    throw new SyntaxError(
      `Cannot use ${path} as targets: element ${strange} is ${
        values[strange]
      }; wanted a finite number`,
    );
  }
  const called = names.length > 0
    ? names
    : Array.from({ length: columns }, (_, column) => `target ${column}`);
  const placeOf = (example: number, column: number) =>
    `${path}, element ${example * columns + column}`;
  return {
    labels: new Uint16Array(0),
    classes: [],
    targets: { names: called, values: numbers, placeOf },
  };
}
