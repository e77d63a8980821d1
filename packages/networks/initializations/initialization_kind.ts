/** What every way to draw first weights is. */
import type { ConfigOf, Fields } from "@samebit/input";
import type { Fans, Parameter } from "@samebit/layers";
import { fillNormal, type Stream } from "@samebit/random";

/** A parameter that is a weight. */
export type Weight = Parameter & { readonly fans: Fans };

/** One kind of initialization. */
export interface InitializationKind<F extends Fields> {
  /** Its fields. */
  readonly fields: F;
  /**
   * Overwrites the values of all weights.
   *
   * @param weights In the order of the layers.
   * @param stream Gives each weight's own stream, `init/W1` for `W1`.
   */
  draw(
    config: ConfigOf<string, F>,
    weights: readonly Weight[],
    stream: (name: string) => Stream,
  ): void;
}

/** The normal numbers of a weight, in row-major order: those of page 0 of its stream. */
export function normalsOf(
  { name, value }: Weight,
  stream: (name: string) => Stream,
): Float64Array<ArrayBuffer> {
  const numbers = new Float64Array(value.data.length);
  fillNormal(stream(`init/${name}`), 0, numbers);
  return numbers;
}

/** Draws each number of a weight as z·deviation, in float64, and rounds it once. */
export function drawNormals(
  weights: readonly Weight[],
  stream: (name: string) => Stream,
  deviationOf: (fans: Fans) => number,
): void {
  for (const weight of weights) {
    const deviation = deviationOf(weight.fans);
    normalsOf(weight, stream).forEach((z, i) => weight.value.data[i] = z * deviation);
  }
}
