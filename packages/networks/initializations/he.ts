/** Weights that keep the size of numbers through rectifiers (He et al. 2015, section 2.2). */
import type { Fans } from "@samebit/layers";
import { drawNormals, type InitializationKind } from "./initialization_kind.ts";

const FIELDS = {} as const;

/** sqrt(2 / fan-in)·N(0, 1). */
export const he: InitializationKind<typeof FIELDS> = {
  fields: FIELDS,
  draw: (_config, weights, stream) => drawNormals(weights, stream, heDeviation),
};

/** The deviation of a weight's numbers. */
export function heDeviation(fans: Fans): number {
  return Math.sqrt(2 / fans.in);
}
