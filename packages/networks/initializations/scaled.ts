/** The course's way: normal numbers, with one deviation for all weights. */
import { NOT_NEGATIVE } from "@samebit/input";
import { drawNormals, type InitializationKind } from "./initialization_kind.ts";

/** The deviation, by the course's name. */
export const WEIGHT_SCALE = {
  holds: NOT_NEGATIVE,
  example: 0.05,
  about: "The standard deviation of the weights",
} as const;

/** The fields of the course's way: one deviation for all weights. */
export const SCALED_FIELDS = { weightScale: WEIGHT_SCALE } as const;

/** weightScale·N(0, 1). */
export const scaled: InitializationKind<typeof SCALED_FIELDS> = {
  fields: SCALED_FIELDS,
  draw: ({ weightScale }, weights, stream) => drawNormals(weights, stream, () => weightScale),
};
