/**
 * Checks at the border: each error names the rule, the field, its value and what it must be. Not for
 * numbers inside an update.
 */
import { type FlatParameters, requireNumber } from "@samebit/layers";

/** @throws {RangeError} `value` is not in 0..1, below 1. */
export function requireDecay(where: string, field: string, value: number): void {
  requireNumber(where, field, value, value >= 0 && value < 1, "at least 0 and below 1");
}

/** @throws {RangeError} `value` is not above 0. */
export function requirePositive(where: string, field: string, value: number): void {
  requireNumber(where, field, value, value > 0, "above 0");
}

/** @throws {RangeError} The parameters are not `length` numbers. */
export function requireLength(kind: string, parameters: FlatParameters, length: number): void {
  const { values } = parameters;
  if (values.length === length) return;
  throw new RangeError(
    `Cannot update ${values.length} parameters by ${kind}: it was created for ${length}`,
  );
}

/** @throws {RangeError} `value` is not above 0 and at most 1. */
export function requireFactor(where: string, field: string, value: number): void {
  requireNumber(where, field, value, value > 0 && value <= 1, "above 0 and at most 1");
}
