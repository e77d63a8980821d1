/**
 * The matrix product, cut into blocks: depths of k that a panel holds, then panels of columns of b,
 * then pairs of rows of a (gemm_tile.ts). Each element of c is one chain over k: between two depths
 * it waits in c.
 */
import type { Local } from "../assembler/function_builder.ts";
import { i32, type Value } from "../assembler/values.ts";
import { writePack, writeTranspose } from "./gemm_pack.ts";
import { LARGEST_DEPTH, writeTile } from "./gemm_tile.ts";
import type { Toolbox } from "./toolbox.ts";

/** Steps of k in a block, where there are more than a panel holds. */
const DEPTH = 96;

/** Rows of a in a block that is transposed first. */
const TRANSPOSED_ROWS = 256;

/** Bytes from row to row of a transposed block. */
const TRANSPOSED_STRIDE = 4 * (LARGEST_DEPTH + 1 + 4);

/**
 * Writes gemm. Strides are those of a, b and c as they lie in memory, in bytes; so a part of a
 * product is asked for by moving pointers and shrinking m or n.
 */
export function writeGemm(t: Toolbox): void {
  const transpose = writeTranspose(t);
  const wide = { tile: writeTile(t, 20), pack: writePack(t, 20, transpose), width: 20 };
  const narrow = { tile: writeTile(t, 16), pack: writePack(t, 16, transpose), width: 16 };
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
    const rows = f.local("i32");
    const rowStride = f.local("i32");
    const [kFrom, depth, kLeft] = [f.local("i32"), f.local("i32"), f.local("i32")];
    const [aRows, bPanel, cPanel] = [f.local("i32"), f.local("i32"), f.local("i32")];
    const [left, columns] = [f.local("i32"), f.local("i32")];

    f.while(i32.ne(m, 0), () => {
      f.set(rows, i32.select(i32.minU(m, TRANSPOSED_ROWS), m, transposeA));
      f.set(kFrom, 0);
      f.set(kLeft, 1);
      f.while(kLeft, () => {
        f.set(kLeft, i32.sub(k, kFrom));
        f.set(depth, i32.select(kLeft, i32.const(DEPTH), i32.leU(kLeft, LARGEST_DEPTH)));
        f.if(transposeA, () => {
          const from = i32.add(a, i32.mul(kFrom, aStride));
          f.call(transpose, from, aStride, depth, rows, t.layout.transposed, TRANSPOSED_STRIDE);
          f.set(aRows, t.layout.transposed);
          f.set(rowStride, TRANSPOSED_STRIDE);
        }, () => {
          f.set(aRows, i32.add(a, i32.shl(kFrom, 2)));
          f.set(rowStride, aStride);
        });

        f.set(
          bPanel,
          i32.add(b, i32.select(i32.shl(kFrom, 2), i32.mul(kFrom, bStride), transposeB)),
        );
        f.set(cPanel, c);
        f.set(left, n);
        f.while(i32.ne(left, 0), () => {
          const product = ({ tile, pack, width }: typeof wide) => {
            f.set(columns, i32.minU(left, width));
            f.call(pack, bPanel, bStride, transposeB, columns, depth);
            const first = i32.eqz(kFrom);
            f.call(tile, rows, columns, depth, first, aRows, rowStride, cPanel, cStride);
          };
          f.if(takesWidePanel(left), () => product(wide), () => product(narrow));
          f.increase(bPanel, i32.mul(columns, i32.select(bStride, i32.const(4), transposeB)));
          f.increase(cPanel, i32.shl(columns, 2));
          f.set(left, i32.sub(left, columns));
        });
        f.increase(kFrom, depth);
        f.set(kLeft, i32.sub(k, kFrom));
      });
      f.increase(a, i32.shl(rows, 2));
      f.increase(c, i32.mul(rows, cStride));
      f.set(m, i32.sub(m, rows));
    });
  });
}

/**
 * Whether the next panel is the wide one: the `left` columns, in fours, are cut into fives and fours
 * so that no panel is filled in part, where there are enough of them for that.
 */
function takesWidePanel(left: Local<"i32">): Value<"i32"> {
  const fours = i32.shrU(i32.add(left, 3), 2);
  const narrowPanels = i32.sub(5, i32.remU(fours, 5));
  const evenAlone = i32.eqz(i32.remU(fours, 5));
  const tooFewForNarrow = i32.ltU(fours, i32.shl(narrowPanels, 2));
  return i32.and(i32.geU(fours, 5), i32.or(evenAlone, tooFewForNarrow));
}
