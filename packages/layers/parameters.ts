/**
 * The memory of parameters: all values of a network in one flat array and all gradients in another,
 * weights first. An update rule is then one kernel call over everything, and what applies to
 * weights alone (L2, decoupled decay) is one call over the front. Sums over all parameters go in
 * this order, so it is part of the contract: `docs/contracts/6-network.md`, section 6.3.
 */
import { createTensor, type Floats, type Kernels, sizeOf } from "@samebit/tensors";
import type { Parameter, ParameterDeclaration } from "./layer.ts";

/** All parameters of a network in one array, weights first. */
export interface FlatParameters {
  /** The values, updated in place. */
  readonly values: Floats;
  /** The gradients, laid out like the values. */
  readonly gradients: Floats;
  /** How many numbers at the front belong to weight matrices: these alone decay. */
  readonly weights: number;
}

/** Parameters in memory, flat and one by one. */
export interface ParameterLayout {
  /** The two flat arrays. */
  readonly flat: FlatParameters;
  /** Each parameter as views into them, in the order of the declarations. */
  readonly entries: readonly Parameter[];
}

/**
 * Allocates declared parameters: first every `weight` in the order of declaration, then everything
 * else in the order of declaration, without gaps. All values and gradients are 0.
 */
export function layOutParameters(
  declarations: readonly ParameterDeclaration[],
  kernels: Kernels,
): ParameterLayout {
  const { offsets, weights, length } = planOffsets(declarations);
  const flat = { values: kernels.allocate(length), gradients: kernels.allocate(length), weights };
  const entries = declarations.map((declaration, i) => {
    const start = offsets[i]!;
    const end = start + sizeOf(declaration.shape);
    return {
      ...declaration,
      value: createTensor(declaration.shape, flat.values.subarray(start, end)),
      gradient: createTensor(declaration.shape, flat.gradients.subarray(start, end)),
    };
  });
  return { flat, entries };
}

function planOffsets(
  declarations: readonly ParameterDeclaration[],
): { offsets: number[]; weights: number; length: number } {
  const offsets = new Array<number>(declarations.length);
  let length = 0;
  const place = (wanted: (declaration: ParameterDeclaration) => boolean) => {
    declarations.forEach((declaration, i) => {
      if (!wanted(declaration)) return;
      offsets[i] = length;
      length += sizeOf(declaration.shape);
    });
  };
  place((declaration) => declaration.role === "weight");
  const weights = length;
  place((declaration) => declaration.role !== "weight");
  return { offsets, weights, length };
}
