/**
 * How parameters begin: weights normally distributed with mean 0, biases and shifts 0, scales 1.
 *
 * The one idea: every weight matrix has a stream of its own (`init/W1`), so adding a layer moves no
 * other layer's numbers. Each number is z·deviation in float64, z standard normal, and is rounded to
 * the network's precision once.
 */
import { fillNormal, type Stream } from "@samebit/random";
import { requireNumber } from "./checks.ts";
import type { Parameter } from "./layer.ts";

/** How weights begin; all but the deviation is the same. */
export type Initialization =
  | {
    /** The course's way: one deviation for all weights. */
    readonly kind: "scaled";
    /** The standard deviation, at least 0. */
    readonly weightScale: number;
  }
  | {
    /** sqrt(2 / inputs) (He et al. 2015, section 2.2): keeps the size of numbers through relus. */
    readonly kind: "he";
  }
  | {
    /** sqrt(2 / (inputs + outputs)) (Glorot and Bengio 2010, equation 12), normal, not uniform. */
    readonly kind: "xavier";
  };

/** Overwrites the values of all parameters. */
export function initialize(
  config: Initialization,
  parameters: readonly Parameter[],
  stream: (name: string) => Stream,
): void {
  for (const { name, role, shape, value } of parameters) {
    if (role !== "weight") {
      value.data.fill(role === "scale" ? 1 : 0);
      continue;
    }
    const deviation = standardDeviation(config, shape[0]!, shape[1]!);
    const numbers = new Float64Array(value.data.length);
    fillNormal(stream(`init/${name}`), 0, numbers);
    numbers.forEach((z, i) => value.data[i] = z * deviation);
  }
}

function standardDeviation(config: Initialization, inputs: number, outputs: number): number {
  switch (config.kind) {
    case "scaled": {
      const { weightScale } = config;
      requireNumber("initial weights", "weightScale", weightScale, weightScale >= 0, "at least 0");
      return weightScale;
    }
    case "he":
      return Math.sqrt(2 / inputs);
    case "xavier":
      return Math.sqrt(2 / (inputs + outputs));
  }
}
