/**
 * Checks of configurations at the border: each error names the part that cannot be created, the
 * field, its value, and what it must be. Not for data inside a training step.
 */

/** @throws {RangeError} `value` is no integer of at least `least`. */
export function requireInteger(where: string, field: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new RangeError(
    `Cannot create ${where}: ${field} is ${value}, but must be an integer of at least ${least}`,
  );
}

/** @throws {RangeError} `holds` is false; `wanted` reads such as "above 0 and at most 1". */
export function requireNumber(
  where: string,
  field: string,
  value: number,
  holds: boolean,
  wanted: string,
): void {
  if (Number.isFinite(value) && holds) return;
  throw new RangeError(`Cannot create ${where}: ${field} is ${value}, but must be ${wanted}`);
}
