/**
 * The two shapes of loop that kernels are made of, four elements at a time: along an array, and down
 * groups of columns of a matrix; and the lane sum. Loops change the pointers and counts given to
 * them. The last one to three elements go through the same formulas, loaded and stored in part.
 */
import { call, type FunctionBuilder, type Local } from "../assembler/function_builder.ts";
import { f32x4, type I32, i32, i32x4, type V128, v128, type Value } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";

type Pointer = Local<"i32">;

/** How a formula reads and writes its (up to) four current elements. */
export interface Access {
  load(array: Pointer): V128;
  store(array: Pointer, value: V128): void;
  /** Where `array`'s elements at hand begin. */
  at(array: Pointer): Value<"i32">;
}

/** Elements 4u to 4u+3 behind each pointer. */
function fullAccess(f: FunctionBuilder, u: number): Access {
  return {
    load: (array) => v128.load(array, 16 * u),
    store: (array, value) => f.storeV128(array, value, 16 * u),
    at: (array) => i32.add(array, 16 * u),
  };
}

/** The same, but only the first `count` of them. */
function partAccess(t: Toolbox, f: FunctionBuilder, u: number, count: I32): Access {
  const at = (array: Pointer) => u === 0 ? array : i32.add(array, 16 * u);
  return {
    load: (array) => call(t.loadSome, at(array), count),
    store: (array, value) => f.call(t.storeSome, at(array), value, count),
    at,
  };
}

/** Four vectors in a round of the main loop. */
const UNROLLED = [0, 1, 2, 3] as const;

/** Runs `formula` over `n` elements of each array, in increasing order. Leaves `n` below 4. */
export function forEachVector(
  t: Toolbox,
  f: FunctionBuilder,
  n: Local<"i32">,
  arrays: readonly Pointer[],
  formula: (access: Access) => void,
): void {
  f.while(i32.geU(n, 16), () => {
    for (const u of UNROLLED) formula(fullAccess(f, u));
    for (const array of arrays) f.increase(array, 64);
    f.increase(n, -16);
  });
  f.while(i32.geU(n, 4), () => {
    formula(fullAccess(f, 0));
    for (const array of arrays) f.increase(array, 16);
    f.increase(n, -4);
  });
  f.if(i32.ne(n, 0), () => formula(partAccess(t, f, 0, n)));
}

/**
 * The lane sum of `term` over `n` elements, in lane 0 of the result. Lanes behind the last element
 * add +0, which changes no partial sum, since one that began at +0 is never −0.
 */
export function laneSum(
  t: Toolbox,
  f: FunctionBuilder,
  n: Local<"i32">,
  arrays: readonly Pointer[],
  term: (access: Access) => V128,
): Local<"v128"> {
  const sums = UNROLLED.map(() => zeroVector(f));
  const [s0, s1, s2, s3] = sums as [V, V, V, V];
  f.while(i32.geU(n, 16), () => {
    for (const u of UNROLLED) f.set(sums[u], f32x4.add(sums[u], term(fullAccess(f, u))));
    for (const array of arrays) f.increase(array, 64);
    f.increase(n, -16);
  });
  const count = f.local("i32");
  for (const u of UNROLLED) {
    f.if(i32.gtU(n, 4 * u), () => {
      f.set(count, i32.minU(i32.sub(n, 4 * u), 4));
      const masked = v128.and(term(partAccess(t, f, u, count)), firstLanes(t, count));
      f.set(sums[u], f32x4.add(sums[u], masked));
    });
  }
  f.set(s0, f32x4.add(s0, s2));
  f.set(s1, f32x4.add(s1, s3));
  f.set(s0, f32x4.add(s0, s1));
  f.set(s0, f32x4.add(s0, i32x4.shuffle(s0, s0, [2, 3, 2, 3])));
  f.set(s0, f32x4.add(s0, i32x4.shuffle(s0, s0, [1, 1, 1, 1])));
  return s0;
}

type V = Local<"v128">;

/** All bits set in the first `count` lanes, none behind them. */
export function firstLanes(t: Toolbox, count: Local<"i32">): V128 {
  const masks = [0, 1, 2, 3, 4].flatMap((n) => [0, 1, 2, 3].map((lane) => lane < n ? -1 : 0));
  return v128.load(i32.shl(count, 4), t.constants.table(masks));
}

/** Spreads lane 0 of a vector over all four. */
export function spread(f: FunctionBuilder, vector: V): void {
  f.set(vector, f32x4.splat(f32x4.extractLane(vector, 0)));
}

/** New pointers set to where the given ones point. */
export function copies(f: FunctionBuilder, pointers: readonly Pointer[]): Pointer[] {
  return pointers.map((pointer) => f.local("i32", pointer));
}

/** A new local that is set to zeros here, each time control reaches this point. */
export function zeroVector(f: FunctionBuilder): V {
  return f.local("v128", v128.zero());
}

/** A group of neighbouring columns, held in one or more vectors. */
export interface ColumnGroup {
  /** The numbers of the group's vectors. */
  readonly vectors: readonly number[];
  /** The group's elements in the row that begins, for this group, at `row`. */
  load(row: Pointer, vector: number): V128;
  store(row: Pointer, vector: number, value: V128): void;
}

/**
 * Runs `body` for each group of columns. `arrays` point at the first row and are moved along it, so
 * that inside `body` they point at the group's first column.
 */
export function forEachColumnGroup(
  t: Toolbox,
  f: FunctionBuilder,
  columns: Local<"i32">,
  arrays: readonly Pointer[],
  body: (group: ColumnGroup) => void,
): void {
  f.while(i32.geU(columns, 16), () => {
    body({
      vectors: UNROLLED,
      load: (row, u) => v128.load(row, 16 * u),
      store: (row, u, value) => f.storeV128(row, value, 16 * u),
    });
    for (const array of arrays) f.increase(array, 64);
    f.increase(columns, -16);
  });
  f.while(i32.geU(columns, 4), () => {
    body({
      vectors: [0],
      load: (row) => v128.load(row),
      store: (row, _, value) => f.storeV128(row, value),
    });
    for (const array of arrays) f.increase(array, 16);
    f.increase(columns, -4);
  });
  f.if(i32.ne(columns, 0), () => {
    body({
      vectors: [0],
      load: (row) => call(t.loadSome, row, columns),
      store: (row, _, value) => f.call(t.storeSome, row, value, columns),
    });
  });
}

/**
 * Runs `body` for each of `rows` rows, with copies of `arrays` that point into the row at hand;
 * `stride` is the distance of rows in bytes.
 */
export function forEachRow(
  f: FunctionBuilder,
  rows: I32,
  stride: I32,
  arrays: readonly Pointer[],
  body: (...row: Pointer[]) => void,
): void {
  const left = f.local<"i32">("i32", rows);
  const row = copies(f, arrays);
  f.while(i32.ne(left, 0), () => {
    body(...row);
    for (const pointer of row) f.increase(pointer, stride);
    f.increase(left, -1);
  });
}
