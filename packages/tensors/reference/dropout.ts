/**
 * Inverted dropout. The mask is a function of the random page and the index alone, so that it does
 * not depend on what was drawn before. Srivastava et al. 2014; the random words: Salmon et al. 2011.
 */
import { philox4x32 } from "@samebit/random";
import type { Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";

const TWO_32 = 4294967296;

/** The dropout kernel in the given arithmetic. */
export function createDropout({ round }: Arithmetic): Pick<Kernels, "dropout"> {
  return {
    dropout(x, random, threshold, keepFactor, mask, y, n) {
      const keep = round(keepFactor);
      const pageLow = random.page % TWO_32;
      const pageHigh = Math.floor(random.page / TWO_32);
      const words = new Uint32Array(4);
      for (let block = 0; 4 * block < n; block++) {
        const counter = [block % TWO_32, Math.floor(block / TWO_32), pageLow, pageHigh];
        philox4x32(counter, random.key, words);
        for (let i = 4 * block; i < Math.min(4 * block + 4, n); i++) {
          mask[i] = words[i % 4] < threshold ? keep : 0;
          y[i] = x[i] * mask[i];
        }
      }
    },
  };
}
