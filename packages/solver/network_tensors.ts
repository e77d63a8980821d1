/** The tensors of a network that files of weights hold, and what errors say about a tensor. */
import type { Network } from "@samebit/networks";
import type { Tensor } from "@samebit/tensors";

/** Parameters and running statistics by name, in the order of files. */
export function tensorsOf(network: Network): Map<string, Tensor> {
  return new Map([
    ...network.entries.map(({ name, value }) => [name, value] as const),
    ...network.state.map(({ name, tensor }) => [name, tensor] as const),
  ]);
}

const TYPES: Readonly<Record<string, string>> = {
  Float32Array: "float32",
  Float64Array: "float64",
};

/** The precision and shape of a tensor's numbers, in a few words. */
export function describeTensor(
  shape: readonly number[] | undefined,
  numbers: object | undefined,
): string {
  if (shape === undefined || numbers === undefined) return "missing";
  return `${TYPES[numbers.constructor.name] ?? "no floats"} [${shape.slice(0, 8).join(", ")}]`;
}
