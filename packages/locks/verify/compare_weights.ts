/**
 * The first number in which two weights files differ: tensor, element, both values and their
 * distance.
 *
 * @module
 */
import { bitsOf32, bitsOf64, ulps32, ulps64 } from "@samebit/arithmetic";
import { formatNumber, parseSafetensors, type SavedArray } from "@samebit/runlog";
import { sameBytes } from "@samebit/store";
import { byteDifference, type Difference, NOTHING } from "./difference.ts";

/**
 * The first element that differs, by tensors in the recorded order and last axis fastest; undefined
 * if the bytes are equal.
 *
 * @param file The file's name.
 * @param recorded The recorded bytes.
 * @param got The bytes they are compared with.
 */
export function compareWeights(
  file: string,
  recorded: Uint8Array,
  got: Uint8Array,
): Difference | undefined {
  const before = arraysOf(recorded, file);
  const after = arraysOf(got, file);
  if (typeof before === "string") {
    return { file, place: "the recorded file", recorded: before, got: "weights" };
  }
  // One sent by a worker elsewhere may be damaged too.
  if (typeof after === "string") {
    return { file, place: "the other file", recorded: "weights", got: after };
  }
  for (const name of new Set([...before, ...after].map(({ name }) => name))) {
    const found = compareTensors(
      before.find((each) => each.name === name),
      after.find((each) => each.name === name),
    );
    if (found !== undefined) return { file, ...found };
  }
  return sameBytes(recorded, got) ? undefined : byteDifference(file, recorded, got);
}

/** The tensors in a file, or what is wrong with it. */
function arraysOf(bytes: Uint8Array, file: string): readonly SavedArray[] | string {
  try {
    return parseSafetensors(bytes, file).arrays;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return error.message;
  }
}

function compareTensors(
  a: SavedArray | undefined,
  b: SavedArray | undefined,
): Omit<Difference, "file"> | undefined {
  const [kindA, kindB] = [kindOf(a), kindOf(b)];
  if (a === undefined || b === undefined || kindA !== kindB) {
    return { place: (a ?? b)!.name, recorded: kindA, got: kindB };
  }
  const isDouble = a.values instanceof Float64Array;
  const bitsOf: (x: number) => number | bigint = isDouble ? bitsOf64 : bitsOf32;
  for (let at = 0; at < a.values.length; at++) {
    const [x, y] = [a.values[at]!, b.values[at]!];
    if (x === y && x !== 0 || bitsOf(x) === bitsOf(y)) continue;
    return {
      place: `${a.name}[${indexOf(at, a.shape).join(", ")}]`,
      recorded: formatNumber(x),
      got: formatNumber(y),
      ulps: isDouble ? ulps64(x, y) : ulps32(x, y),
    };
  }
  return undefined;
}

function kindOf(array: SavedArray | undefined): string {
  if (array === undefined) return NOTHING;
  return `${array.values.constructor.name} of shape [${array.shape.join(", ")}]`;
}

function indexOf(at: number, shape: readonly number[]): number[] {
  const index: number[] = [];
  let rest = at;
  for (const size of shape.toReversed()) {
    index.unshift(rest % size);
    rest = Math.floor(rest / size);
  }
  return index;
}
