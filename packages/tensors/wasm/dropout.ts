/**
 * Dropout as calls into the module: the random page as four words, parts at whole blocks.
 */
import type { Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";

const TWO_32 = 4294967296;
const WORDS_OF_BLOCK = 4;

/** Threads share it by blocks of random words. */
export function createDropout({ call, memory: { at }, team }: WasmContext): Kernels["dropout"] {
  return (x, { key: [key0, key1], page }, threshold, keepFactor, mask, y, n) => {
    const from = at("dropout", "x", x, n);
    const kept = at("dropout", "mask", mask, n);
    const to = at("dropout", "y", y, n);
    const pageHigh = Math.floor(page / TWO_32);
    // The module compares with the highest word that keeps; if there is none, it keeps zeros.
    const highest = Math.max(threshold - 1, 0);
    const keep = threshold > 0 ? keepFactor : 0;
    if (team.shares(n)) {
      team.share("dropout", {
        work: n,
        size: n,
        unit: 16,
        part(start, count) {
          const moved = [from + 4 * start, kept + 4 * start, to + 4 * start];
          const block = start / WORDS_OF_BLOCK;
          return [...moved, count, block, key0, key1, page, pageHigh, highest, keep];
        },
      });
    } else {
      call.dropout(from, kept, to, n, 0, key0, key1, page, pageHigh, highest, keep);
    }
  };
}
