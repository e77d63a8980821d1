/**
 * Targets that are numbers: what a regression is to predict, or zeros and ones that say which of
 * several labels apply. They stay as written, in float64; a regression is trained on them
 * standardized, and its predictions are mapped back.
 *
 * The one idea: for the map only the train split is looked at, in float64 and in a fixed order, and
 * nothing is rounded to float32 here. `docs/contracts/16-regression.md`, section 16.1.
 *
 * @module
 */

/** Columns of targets, as their source gives them. */
export interface TargetColumns {
  /** What each is called. */
  readonly names: readonly string[];
  /** The numbers, [examples, names]. */
  readonly values: Float64Array;
  /** The place of the number of an example and column, for an error; its indices if left out. */
  readonly placeOf?: (example: number, column: number) => string;
}

/** A target with its place. */
export interface PlacedTarget {
  /** Such as `labels.csv, line 3, column 2 (red)`. */
  readonly place: string;
  /** The number. */
  readonly value: number;
}

/** How targets are standardized, standardized = (target − mean) / deviation, column by column. */
export interface TargetMap {
  /** What each column is called. */
  readonly names: readonly string[];
  /** The mean of each over the train split. */
  readonly mean: Float64Array;
  /** The population deviation of each over the train split; 0 if it has one value there. */
  readonly deviation: Float64Array;
  /** The first target of any split that is neither 0 nor 1; absent if all are. */
  readonly nonBinary?: PlacedTarget;
}

/**
 * Computes the map from the targets of the train split.
 *
 * Part of the bit contract (`docs/contracts/16-regression.md`), for each column over its n rows, all
 * in float64:
 * - mean = (t₀ + t₁ + … + tₙ₋₁) / n, summed from +0 with the rows increasing;
 * - deviation = √(Σ(t − mean)² / n), the population's, summed likewise.
 *
 * A column with one value in all rows has that value as its mean, and the deviation 0.
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
  // Found by value, because rounding may leave equal targets a tiny deviation.
  const areEqual = columns.map((column) => column.every((target) => target === column[0]));
  const mean = Float64Array.from(
    columns,
    (column, at) => areEqual[at] ? column[0]! : sum(column) / rows,
  );
  const deviation = Float64Array.from(columns, (column, at) => {
    const squares = column.map((target) => (target - mean[at]!) * (target - mean[at]!));
    return Math.sqrt(sum(squares) / rows);
  });
  return { names, mean, deviation };
}

/** The map of the targets of a content, by those of its train split. */
export function mapTargets(targets: TargetColumns, train: Float64Array): TargetMap {
  const map = createTargetMap(train, targets.names);
  const nonBinary = findNonBinary(targets);
  return { ...map, ...(nonBinary !== undefined && { nonBinary }) };
}

/** The first target that is neither 0 nor 1; undefined if all are. */
export function findNonBinary({ names, values, placeOf }: TargetColumns): PlacedTarget | undefined {
  const at = values.findIndex((value) => value !== 0 && value !== 1);
  if (at < 0) return undefined;
  const [example, column] = [Math.floor(at / names.length), at % names.length];
  const place = placeOf?.(example, column) ??
    `example ${example}, target ${JSON.stringify(names[column])}`;
  return { place, value: values[at]! };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
