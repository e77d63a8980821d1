/**
 * Comparing two implementations bit for bit, and one implementation with itself on another machine
 * by a digest. All NaNs count as one value here, because their bits differ between processors.
 */
import { canonicalizeNaN32, ulps32, ulps64 } from "@samebit/arithmetic";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import type { Floats, Kernels, Precision } from "../kernels.ts";
import type { ConformanceCase, OperationName } from "./cases.ts";

/** The first differing element of one output of one case. */
export interface KernelDifference {
  /** The operation that was called. */
  readonly operation: OperationName;
  /** The name of the case. */
  readonly caseName: string;
  /** Which array of the case, in the order they were laid out; a returned number comes last. */
  readonly output: number;
  /** The index in that array, guards included. */
  readonly element: number;
  /** What the kernels that are right gave there. */
  readonly expected: number;
  /** What the kernels in question gave there. */
  readonly actual: number;
  /** The distance of the two in units in the last place; 0 for zeros of opposite sign. */
  readonly ulps: number;
  /** How many elements of this output differ. */
  readonly count: number;
}

/** The differences between two kernels of one precision over `cases`; none if they conform. */
export function compareOver(
  cases: Iterable<ConformanceCase>,
  expected: Kernels,
  actual: Kernels,
): KernelDifference[] {
  if (expected.precision !== actual.precision) {
    throw new TypeError(
      `Cannot compare ${expected.precision} kernels with ${actual.precision} kernels: ` +
        "wanted kernels of one precision",
    );
  }
  return [...cases].flatMap((conformanceCase) => compareCase(conformanceCase, expected, actual));
}

function compareCase(
  conformanceCase: ConformanceCase,
  expected: Kernels,
  actual: Kernels,
): KernelDifference[] {
  const { operation, name } = conformanceCase;
  const { precision } = expected;
  const found = conformanceCase.run(actual).map((output) => toFloats(output, precision));
  const wanted = conformanceCase.run(expected).map((output) => toFloats(output, precision));
  return wanted.flatMap((output, index) => {
    const difference = compareFloats(output, found[index], precision);
    return difference ? [{ operation, caseName: name, output: index, ...difference }] : [];
  });
}

function compareFloats(
  expected: Floats,
  actual: Floats,
  precision: Precision,
): Pick<KernelDifference, "element" | "expected" | "actual" | "ulps" | "count"> | undefined {
  const [wantedWords, foundWords] = [wordsOf(expected), wordsOf(actual)];
  if (wantedWords.every((word, i) => word === foundWords[i])) return undefined;
  const differing = Array.from(expected.keys())
    .filter((i) => !Object.is(expected[i], actual[i])); // Object.is treats all NaNs as one
  if (differing.length === 0) return undefined;
  const element = differing[0];
  const ulps = precision === "float32" ? ulps32 : ulps64;
  const pair = { expected: expected[element], actual: actual[element] };
  return { element, ...pair, ulps: ulps(pair.expected, pair.actual), count: differing.length };
}

/** One line that names the operation, the case, the place and both values. */
export function formatDifference(difference: KernelDifference): string {
  const { operation, caseName, output, element, expected, actual, ulps, count } = difference;
  return `${operation}, case "${caseName}", output ${output}, element ${element}: ` +
    `expected ${show(expected)}, got ${show(actual)} (${ulps} ulps; ${count} elements differ)`;
}

function show(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}

/** The SHA-256, in hexadecimal, over the names and all output bits of `cases`. */
export function digestOver(cases: Iterable<ConformanceCase>, kernels: Kernels): string {
  const hash = sha256.create();
  for (const conformanceCase of cases) {
    hash.update(new TextEncoder().encode(`${conformanceCase.operation}/${conformanceCase.name}\n`));
    for (const output of conformanceCase.run(kernels)) {
      hash.update(bytesOf(toFloats(output, kernels.precision)));
    }
  }
  return bytesToHex(hash.digest());
}

function toFloats(output: Floats | number, precision: Precision): Floats {
  if (typeof output !== "number") return output;
  return precision === "float32" ? Float32Array.of(output) : Float64Array.of(output);
}

/** The bytes of `values`, with every NaN as the one in files. */
function bytesOf(values: Floats): Uint8Array {
  const copy = values.slice();
  if (copy instanceof Float32Array) canonicalizeNaN32(copy);
  else copy.forEach((value, i) => copy[i] = Number.isNaN(value) ? NaN : value);
  return new Uint8Array(copy.buffer, copy.byteOffset, copy.byteLength);
}

function wordsOf(values: Floats): Int32Array {
  return new Int32Array(values.buffer, values.byteOffset, values.byteLength / 4);
}
