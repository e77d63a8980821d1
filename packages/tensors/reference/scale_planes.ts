/**
 * The product of planes with a number each, with which dropout keeps or drops complete channels.
 */
import type { Kernels } from "../kernels.ts";

/** The kernel, in the arithmetic of its arrays. */
export function createScalePlanes(): Pick<Kernels, "scalePlanes"> {
  return {
    scalePlanes(x, factor, y, planes, pixels) {
      for (let i = 0; i < planes * pixels; i++) y[i] = x[i] * factor[Math.floor(i / pixels)];
    },
  };
}
