/**
 * Handwritten digits: 1,797 grey images of 8×8 pixels, embedded, so that a first experiment needs
 * no download and runs in a browser.
 *
 * Source: the test part (13 writers) of "Optical Recognition of Handwritten Digits", E. Alpaydin
 * and C. Kaynak, 1998, UCI Machine Learning Repository, data set 80; CC BY 4.0 according to the
 * repository.
 *
 * @module
 */
import type { ConfigOf } from "@samebit/input";
import {
  type Content,
  createDataset,
  type Dataset,
  type DatasetLoader,
  IMAGE_PREPROCESS_FIELD,
  SPLIT_SEED,
  TEST_EXAMPLES,
  TRAIN_EXAMPLES,
  VALIDATION_EXAMPLES,
} from "@samebit/splits";
import { DIGITS_GZ_BASE64 } from "./generated/digits_data.ts";

const PIXELS = 64;

/** The fields of the digits. */
export const DIGITS_FIELDS = {
  preprocess: { ...IMAGE_PREPROCESS_FIELD, default: "subtract-mean" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: { ...VALIDATION_EXAMPLES, default: 300 },
  testExamples: { ...TEST_EXAMPLES, default: 300 },
  splitSeed: SPLIT_SEED,
} as const;

/** The embedded 8×8 handwritten digits. */
export type DigitsConfig = ConfigOf<"digits", typeof DIGITS_FIELDS>;

/**
 * Loads the embedded digits: shape [8, 8], bytes from 0 (paper) to 16 (full ink), row by row from
 * the top; classes `0` to `9`.
 *
 * @throws {RangeError} If the splits do not fit 1,797 examples.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDigits } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const digits = await loadDigits({ kind: "digits", ...DATASET_DEFAULTS.digits });
 * assertEquals(digits.train.count, 1197);
 * assertEquals(digits.shape, [8, 8]);
 * ```
 */
export async function loadDigits(config: DigitsConfig): Promise<Dataset> {
  return createDataset(parseDigits(await digitsTable()), config);
}

/**
 * All digits as the lines of a table: the 64 pixels of an image, row by row, and its label, separated
 * by commas.
 */
export async function digitsTable(): Promise<string> {
  return await gunzipText(DIGITS_GZ_BASE64);
}

/** The embedded 8×8 handwritten digits. */
export const digits: DatasetLoader<"digits", typeof DIGITS_FIELDS> = {
  fields: DIGITS_FIELDS,
  load: loadDigits,
};

/** Parses lines of 64 pixels and a label, separated by commas; the embedded text is known to be well-formed. */
export function parseDigits(text: string): Content {
  const rows = text.trimEnd().split("\n").map((line) => line.split(",").map(Number));
  return {
    shape: [8, 8],
    values: Uint8Array.from(rows.flatMap((row) => row.slice(0, PIXELS))),
    labels: Uint16Array.from(rows, (row) => row[PIXELS]!),
    classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  };
}

async function gunzipText(base64: string): Promise<string> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  // Not by a Blob: WebKit does not read one in a worker of a page that is opened from a folder.
  const unpacked = new Response(bytes).body!.pipeThrough(new DecompressionStream("gzip"));
  return await new Response(unpacked).text();
}
