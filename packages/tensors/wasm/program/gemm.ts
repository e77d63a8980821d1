/**
 * The matrix product, cut into blocks: depths of k that a panel holds, then panels of columns of b,
 * then pairs of rows of a (gemm_tile.ts). Each element of c is one chain over k: between two depths
 * it is kept in c.
 */
import type { Callable, Local } from "../assembler/function_builder.ts";
import { i32, type Value } from "../assembler/values.ts";
import { writePack, writeTouch, writeTranspose } from "./gemm_pack.ts";
import { LARGEST_DEPTH, writeTile } from "./gemm_tile.ts";
import type { Toolbox } from "./toolbox.ts";

/**
 * Steps of k in a block, where there are more than a panel holds: one section, since the CPU's
 * cache of decoded instructions holds one even while another program runs.
 */
const DEPTH = 64;

/** Rows of a in a block that is transposed first. */
const TRANSPOSED_ROWS = 128;

/** Bytes from row to row of a transposed block. */
const TRANSPOSED_STRIDE = 4 * (LARGEST_DEPTH + 1 + 4);

/** The widths of panels. Narrower ones would be no faster: their sums would wait for each other. */
const [WIDE, NARROW] = [20, 16] as const;

/**
 * Writes gemm. Strides are those of a, b and c as they lie in memory, in bytes; so a part of a
 * product is computed by moving pointers and shrinking m or n. Returns the function for one block.
 */
export function writeGemm(t: Toolbox): Callable<undefined> {
  const transpose = writeTranspose(t);
  const touch = writeTouch(t);
  const multiplyBlock = writeMultiplyBlock(t, transpose);
  const parameters = {
    transposeA: "i32",
    transposeB: "i32",
    m: "i32",
    n: "i32",
    k: "i32",
    a: "i32",
    aStride: "i32",
    b: "i32",
    bStride: "i32",
    c: "i32",
    cStride: "i32",
  } as const;
  t.module.export("gemm", parameters, (f, given) => {
    const { transposeA, transposeB, m, n, k, a, aStride, b, bStride, c, cStride } = given;
    const [rows, kFrom, depth] = f.locals("i32", 3);
    const [aBlock, aBlockStride, bBlock] = f.locals("i32", 3);
    const isDeep = i32.gtU(k, LARGEST_DEPTH);
    const kLeft = i32.sub(k, kFrom);

    f.while(i32.ne(m, 0), () => {
      f.set(rows, i32.select(i32.minU(m, TRANSPOSED_ROWS), m, transposeA));
      f.set(kFrom, 0);
      f.doWhile(() => {
        f.set(depth, i32.select(kLeft, DEPTH, i32.leU(kLeft, LARGEST_DEPTH)));
        f.if(transposeA, () => {
          f.set(aBlock, t.layout.transposed);
          f.set(aBlockStride, TRANSPOSED_STRIDE);
          const from = i32.add(a, i32.mul(kFrom, aStride));
          f.call(transpose, from, aStride, depth, rows, aBlock, aBlockStride);
        }, () => {
          f.set(aBlock, i32.add(a, i32.shl(kFrom, 2)));
          f.set(aBlockStride, aStride);
          f.if(isDeep, () => f.call(touch, aBlock, aStride, rows, i32.shl(depth, 2)));
        });
        f.if(transposeB, () => {
          f.set(bBlock, i32.add(b, i32.shl(kFrom, 2)));
          f.if(isDeep, () => f.call(touch, bBlock, bStride, n, i32.shl(depth, 2)));
        }, () => {
          f.set(bBlock, i32.add(b, i32.mul(kFrom, bStride)));
          f.if(isDeep, () => f.call(touch, bBlock, bStride, depth, i32.shl(n, 2)));
        });
        const [first, blocks] = [i32.eqz(kFrom), [aBlock, aBlockStride, bBlock, bStride]];
        f.call(multiplyBlock, transposeB, rows, n, depth, first, ...blocks, c, cStride);
        f.increase(kFrom, depth);
      }, i32.ltU(kFrom, k));
      f.increase(a, i32.shl(rows, 2));
      f.increase(c, i32.mul(rows, cStride));
      f.set(m, i32.sub(m, rows));
    });
  });
  return multiplyBlock;
}

/**
 * Writes the function for one block: `rows` rows of a, of `depth` elements, with all columns of b;
 * `first` is 0 if c holds sums of earlier depths.
 */
function writeMultiplyBlock(t: Toolbox, transpose: Callable<undefined>): Callable<undefined> {
  const [wide, narrow] = [WIDE, NARROW].map((width) => ({
    width,
    pack: writePack(t, width, transpose),
    tile: writeTile(t, width),
  }));
  const parameters = {
    transposeB: "i32",
    rows: "i32",
    n: "i32",
    depth: "i32",
    first: "i32",
    a: "i32",
    aStride: "i32",
    b: "i32",
    bStride: "i32",
    c: "i32",
    cStride: "i32",
  } as const;
  return t.module.function(parameters, (f, given) => {
    const { transposeB, rows, n, depth, first, a, aStride, b, bStride, c, cStride } = given;
    const columns = f.local("i32");
    const multiplyPanel = ({ width, pack, tile }: typeof wide): void => {
      f.set(columns, i32.minU(n, width));
      f.call(pack, b, bStride, transposeB, columns, depth);
      f.call(tile, rows, columns, depth, first, a, aStride, c, cStride);
    };
    f.while(i32.ne(n, 0), () => {
      f.if(takesWidePanel(n), () => multiplyPanel(wide), () => multiplyPanel(narrow));
      f.increase(b, i32.mul(columns, i32.select(bStride, 4, transposeB)));
      f.increase(c, i32.shl(columns, 2));
      f.set(n, i32.sub(n, columns));
    });
  });
}

/**
 * Whether the next panel is the wide one: the `left` columns, in fours, are cut into fives and fours
 * so that no panel is filled in part, where there are enough of them for that.
 */
function takesWidePanel(left: Local<"i32">): Value<"i32"> {
  const fours = i32.shrU(i32.add(left, 3), 2);
  const rest = i32.remU(fours, 5);
  const narrowPanels = i32.sub(5, rest);
  const tooFewForNarrow = i32.ltU(fours, i32.shl(narrowPanels, 2));
  return i32.and(i32.geU(fours, 5), i32.or(i32.eqz(rest), tooFewForNarrow));
}
