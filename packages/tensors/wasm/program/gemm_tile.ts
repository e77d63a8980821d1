/**
 * The innermost part of gemm: two rows of a times a panel of b, 20 or 16 columns wide.
 *
 * The one idea: the panel and the two rows are at addresses that are constants of the code, and the
 * loop over k is unrolled. So no load in it needs an index or a check, and what remains are
 * multiplications, additions, one load for each four elements of b and one for each element of a.
 * The panel's slots, one for each k, are cut into sections of 64, 32, ... 1 slots, each of which is
 * run or left out, so that any depth up to 127 takes one load and one store of c.
 */
import type { Callable, FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32, f32x4, i32, v128 } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";

/** The sizes of a panel's sections, in memory order. */
export const SECTIONS = [64, 32, 16, 8, 4, 2, 1] as const;

/** The largest number of slots, that is steps of k, that a panel holds. */
export const LARGEST_DEPTH = 127;

/** The slot with which the section of `size` slots begins. */
export function sectionStart(size: number): number {
  return LARGEST_DEPTH + 1 - 2 * size;
}

/** Bytes from the first row of the pair to the second. */
const ROW_PAIR_STRIDE = 4 * (LARGEST_DEPTH + 5);

type Vector = Local<"v128">;
type Pointer = Local<"i32">;

/** What one round holds in registers. */
interface Tile {
  /** Where the two rows of a continue. */
  readonly a: readonly [Pointer, Pointer];
  /** Four copies of an element of each row of a. */
  readonly factors: readonly [Vector, Vector];
  /** Four elements of the panel, and then their products with the second row's factor. */
  readonly b: Vector;
  /** Their products with the first row's factor. */
  readonly product: Vector;
  /** The two rows of c, four elements in each vector. */
  readonly sums: readonly [readonly Vector[], readonly Vector[]];
}

/**
 * Writes the function that multiplies `rows` rows of a by the packed panel, `depth` steps of k, and
 * adds to the first `columns` elements of the rows of c; where `first` is not 0, sums begin at +0
 * instead. `a` and `c` point at the first row's first element concerned; strides are in bytes.
 */
export function writeTile(t: Toolbox, width: number): Callable<undefined> {
  const parameters = {
    rows: "i32",
    columns: "i32",
    depth: "i32",
    first: "i32",
    a: "i32",
    aStride: "i32",
    c: "i32",
    cStride: "i32",
  } as const;
  return t.module.function(parameters, (f, given) => {
    const { rows, columns, depth, first, a, aStride, c, cStride } = given;
    const tile: Tile = {
      a: [f.local("i32"), f.local("i32")],
      factors: [f.local("v128"), f.local("v128")],
      b: f.local("v128"),
      product: f.local("v128"),
      sums: [f.locals("v128", width / 4), f.locals("v128", width / 4)],
    };
    const c2 = f.local("i32");
    f.while(i32.ne(rows, 0), () => {
      f.if(i32.eq(rows, 1), () => pairLastRowWithItself(f, rows, aStride, cStride));
      f.set(tile.a[0], a);
      f.set(tile.a[1], i32.add(a, aStride));
      f.set(c2, i32.add(c, cStride));
      f.if(first, () => {
        for (const sum of tile.sums.flat()) f.set(sum, v128.zero());
      }, () => {
        for (let v = 0; v < width / 4; v++) {
          f.set(tile.sums[0][v], v128.load(c, 16 * v));
          f.set(tile.sums[1][v], v128.load(c2, 16 * v));
        }
      });
      for (const size of SECTIONS) {
        f.if(i32.and(depth, size), () => writeSection(t, f, tile, size));
      }
      f.if(i32.eq(columns, width), () => {
        for (let v = 0; v < width / 4; v++) {
          f.storeV128(c, tile.sums[0][v], 16 * v);
          f.storeV128(c2, tile.sums[1][v], 16 * v);
        }
      }, () => {
        storeColumns(t, f, c, tile.sums[0], columns);
        storeColumns(t, f, c2, tile.sums[1], columns);
      });
      f.increase(a, i32.shl(aStride, 1));
      f.increase(c, i32.shl(cStride, 1));
      f.increase(rows, -2);
    });
  });
}

/** An odd last row is computed twice, from the same place and into the same place. */
function pairLastRowWithItself(
  f: FunctionBuilder,
  rows: Pointer,
  aStride: Pointer,
  cStride: Pointer,
): void {
  f.set(rows, 2);
  f.set(aStride, 0);
  f.set(cStride, 0);
}

/**
 * The steps of k of one section: the rows of a are copied into place, and everything is multiplied.
 */
function writeSection(t: Toolbox, f: FunctionBuilder, tile: Tile, size: number): void {
  const { a, factors, product, b, sums } = tile;
  const start = sectionStart(size);
  const elementOf = (r: number, slot: number) => t.layout.rowPair + r * ROW_PAIR_STRIDE + 4 * slot;
  copyRows(f, a, [elementOf(0, start), elementOf(1, start)], size);
  const vectors = sums[0].length;
  for (let slot = start; slot < start + size; slot++) {
    f.set(factors[0], v128.load32Splat(elementOf(0, slot)));
    f.set(factors[1], v128.load32Splat(elementOf(1, slot)));
    for (let v = 0; v < vectors; v++) {
      f.set(b, v128.load(t.layout.panel + 16 * (slot * vectors + v)));
      // First both products, then both sums: in turn, they take a tenth longer (Zen 4).
      f.set(product, f32x4.mul(factors[0], b));
      f.set(b, f32x4.mul(factors[1], b));
      f.set(sums[0][v], f32x4.add(sums[0][v], product));
      f.set(sums[1][v], f32x4.add(sums[1][v], b));
    }
  }
}

/** Copies `count` floats, a power of two, of both rows to constant addresses, and moves on. */
function copyRows(
  f: FunctionBuilder,
  rows: readonly [Pointer, Pointer],
  to: readonly [number, number],
  count: number,
): void {
  for (let i = 0; i + 4 <= count; i += 4) {
    rows.forEach((row, r) => f.storeV128(to[r] + 4 * i, v128.load(row, 4 * i)));
  }
  for (let i = 0; i < count % 4; i++) {
    rows.forEach((row, r) => f.storeF32(to[r] + 4 * i, f32.load(row, 4 * i)));
  }
  for (const row of rows) f.increase(row, 4 * count);
}

/** Stores the first `columns` elements of a row of c, fewer than the panel is wide. */
function storeColumns(
  t: Toolbox,
  f: FunctionBuilder,
  row: Pointer,
  sums: readonly Vector[],
  columns: Pointer,
): void {
  sums.forEach((sum, v) => {
    f.if(i32.geU(columns, 4 * v + 4), () => f.storeV128(row, sum, 16 * v), () => {
      f.if(i32.gtU(columns, 4 * v), () => {
        f.call(t.storeSome, i32.add(row, 16 * v), sum, i32.sub(columns, 4 * v));
      });
    });
  });
}
