/**
 * Targets that are numbers: what a regression is to meet. They stay as they are written, in float64;
 * a network is trained on them standardized, and what it answers is mapped back.
 *
 * The one idea: only the train split is looked at, in float64 and in a fixed order, and nothing is
 * rounded to float32 here. `docs/contracts/16-regression.md`, section 16.1.
 *
 * @module
 */

/** Columns of targets, as their source gives them. */
export interface TargetColumns {
  /** What each is called. */
  readonly names: readonly string[];
  /** The numbers, [examples, names]. */
  readonly values: Float64Array;
}

/** How targets are standardized, standardized = (target − mean) / deviation, column by column. */
export interface TargetMap {
  /** What each column is called. */
  readonly names: readonly string[];
  /** The mean of each over the train split. */
  readonly mean: Float64Array;
  /** The population deviation of each over the train split, above 0. */
  readonly deviation: Float64Array;
}

/**
 * Works out the map from the targets of the train split.
 *
 * Part of the bit contract (`docs/contracts/16-regression.md`), for each column over its n rows, all
 * in float64:
 * - mean = (t₀ + t₁ + … + tₙ₋₁) / n, summed from +0 with the rows increasing;
 * - deviation = √(Σ(t − mean)² / n), the population's, summed likewise.
 *
 * @throws {RangeError} A column has one value in all rows, so that there is nothing to predict.
 *
 * @example
 * ```ts
 * import { createTargetMap } from "@samebit/splits";
 * import { assertEquals } from "@std/assert";
 *
 * const { mean, deviation } = createTargetMap(Float64Array.of(1, 10, 3, 30), ["a", "b"]);
 * assertEquals([...mean], [2, 20]);
 * assertEquals([...deviation], [1, 10]);
 * ```
 */
export function createTargetMap(targets: Float64Array, names: readonly string[]): TargetMap {
  const rows = targets.length / names.length;
  const columns = names.map((_, column) =>
    Float64Array.from({ length: rows }, (_, row) => targets[row * names.length + column]!)
  );
  const mean = Float64Array.from(columns, (column) => sum(column) / rows);
  const deviation = Float64Array.from(columns, (column, at) => {
    const squares = column.map((target) => (target - mean[at]!) * (target - mean[at]!));
    return Math.sqrt(sum(squares) / rows);
  });
  columns.forEach((column, at) => refuseConstant(column, names[at]!));
  return { names, mean, deviation };
}

/** Looked for by value, because rounding may leave constant targets a tiny deviation. */
function refuseConstant(column: Float64Array, name: string): void {
  if (column.some((target) => target !== column[0])) return;
  throw new RangeError(
    `Cannot predict target ${JSON.stringify(name)}: it is ${column[0]} in all ${column.length} ` +
      "training examples; wanted at least two different values",
  );
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
