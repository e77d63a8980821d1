/**
 * The content of a data set as its source gives it, before any splitting and preprocessing, and the
 * hash that names it. Not for reading sources: each data set has a file of its own.
 *
 * @module
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { TargetColumns } from "./targets.ts";

/** All examples of a data set in the order of their source. */
export interface Content {
  /** The axes of one example. */
  readonly shape: readonly number[];
  /** Stored values, [examples, product of `shape`]. */
  readonly values: Uint8Array | Float32Array | Float64Array;
  /** Class numbers, [examples]; empty where there are targets instead. */
  readonly labels: Uint16Array;
  /** The names of the classes, by class number; at most 65,536. */
  readonly classes: readonly string[];
  /** Numbers to be predicted instead of classes. */
  readonly targets?: TargetColumns;
  /**
   * For a table, the levels of each column of words, whose values are their numbers; null for
   * numbers.
   */
  readonly levels?: readonly (readonly string[] | null)[];
  /** The rows of each split, where the source says them; chosen by the plan where absent. */
  readonly rows?: SplitIndices;
  /** The source's names of its columns; not part of the hash. Absent if it does not name them. */
  readonly columns?: ColumnNames;
}

/** The row numbers of the three splits, in the order in which each split holds its rows. */
export interface SplitIndices {
  /** Rows of the train split. */
  readonly train: Uint32Array;
  /** Rows of the validation split. */
  readonly validation: Uint32Array;
  /** Rows of the test split. */
  readonly test: Uint32Array;
}

/** The names of a table's columns. */
export interface ColumnNames {
  /** Those of the features, in their order. */
  readonly features: readonly string[];
  /** That of the label; absent where there are targets instead. */
  readonly label?: string;
}

/** SHA-256 (hexadecimal) of bytes given in parts, one after another. */
export type Sha256 = (parts: readonly Uint8Array[]) => string;

/** SHA-256 in plain TypeScript, which runs everywhere; native code is about ten times as fast. */
export function portableSha256(parts: readonly Uint8Array[]): string {
  const hash = sha256.create();
  for (const part of parts) hash.update(part);
  return bytesToHex(hash.digest());
}

/** The number of examples. */
export function countExamples({ labels, targets }: Pick<Content, "labels" | "targets">): number {
  return targets === undefined ? labels.length : targets.values.length / targets.names.length;
}

/** The number of values of one example: the product of its axes. */
export function countFeatures(shape: readonly number[]): number {
  return shape.reduce((product, size) => product * size, 1);
}

/**
 * Returns the SHA-256 (hexadecimal) that names a content, whatever file or kind it came from.
 *
 * Hashed are, one after the other:
 * 1. the UTF-8 text `samebit content 1`, a line feed, then
 *    `JSON.stringify({ examples, shape, type, classes })` with the keys in this order and `type`
 *    one of `uint8`, `float32` and `float64`, and a line feed; where there are targets, `targets`
 *    and their number stand instead of `classes`;
 *    where there are levels, they stand behind that as `levels`, and where the source says the
 *    rows of the splits, their numbers in training, validation and test split as `splits`;
 * 2. the values, row by row: one byte each, or the four or eight bytes of the number, least
 *    significant first;
 * 3. the labels, one byte each, or two, least significant first, where there are more than 256
 *    classes; or the targets, row by row, eight bytes each, least significant first;
 * 4. where the source says them, the rows of training, validation and test split, four bytes each,
 *    least significant first.
 *
 * @param hash What computes it; every implementation of SHA-256 gives the same.
 *
 * @example
 * ```ts
 * import { hashContent } from "@samebit/splits";
 * import { assertEquals } from "@std/assert";
 *
 * const values = new Uint8Array([1, 2, 3, 4]);
 * const labels = Uint16Array.of(0, 1);
 * const one = hashContent({ shape: [2], values, labels, classes: ["no", "yes"] });
 * const other = hashContent({ shape: [2], values, labels, classes: ["yes", "no"] });
 * assertEquals(one.length, 64);
 * assertEquals(one === other, false);
 * ```
 */
export function hashContent(content: Content, hash: Sha256 = portableSha256): string {
  const { shape, values, labels, classes, targets, levels, rows } = content;
  const splits = rows && [rows.train, rows.validation, rows.test];
  const type = values instanceof Uint8Array
    ? "uint8"
    : values instanceof Float32Array
    ? "float32"
    : "float64";
  const answers = targets === undefined ? { classes } : { targets: targets.names.length };
  const description = JSON.stringify({
    examples: countExamples(content),
    shape,
    type,
    ...answers,
    ...(levels !== undefined && { levels }),
    ...(splits !== undefined && { splits: splits.map(({ length }) => length) }),
  });
  const head = new TextEncoder().encode(`samebit content 1\n${description}\n`);
  return hash([
    head,
    littleEndian(values),
    targets ? littleEndian(targets.values) : bytesOf(labels, classes.length),
    ...(splits ?? []).map(littleEndian),
  ]);
}

/** A label takes one byte if that can number every class. */
function bytesOf(labels: Uint16Array, classes: number): Uint8Array {
  if (classes <= 256) return Uint8Array.from(labels);
  const view = new DataView(new ArrayBuffer(labels.byteLength));
  labels.forEach((label, index) => view.setUint16(index * 2, label, true));
  return new Uint8Array(view.buffer);
}

function littleEndian(values: Content["values"] | Uint32Array): Uint8Array {
  if (values instanceof Uint8Array) return values;
  const view = new DataView(new ArrayBuffer(values.byteLength));
  if (values instanceof Float32Array) {
    values.forEach((value, index) => view.setFloat32(index * 4, value, true));
  } else if (values instanceof Uint32Array) {
    values.forEach((value, index) => view.setUint32(index * 4, value, true));
  } else values.forEach((value, index) => view.setFloat64(index * 8, value, true));
  return new Uint8Array(view.buffer);
}
