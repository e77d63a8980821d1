/**
 * A compared axis whose values are numbers, such as the scale of the first weights: found in the
 * declaration and in the labels of the runs, so that a metric can be drawn against it.
 */
import type { Json, JsonObject } from "@samebit/runlog";
import type { Variant } from "./variants.ts";
import { highest, lowest } from "@samebit/statistics";

/** A compared axis of numbers. */
export interface NumericAxis {
  /** Its name, such as `model.weightScale`. */
  readonly name: string;
  /** Its number by label. */
  readonly values: ReadonlyMap<string, number>;
  /** Whether the numbers lie so far apart that they need a logarithmic axis. */
  readonly logarithmic: boolean;
}

/** The first compared axis with at least three different numbers; nothing if there is none. */
export function findNumericAxis(
  variants: readonly Variant[],
  declaration: JsonObject,
): NumericAxis | undefined {
  return findNumericAxes(variants, declaration)[0];
}

/** Every compared axis with at least three different numbers. */
export function findNumericAxes(
  variants: readonly Variant[],
  declaration: JsonObject,
): readonly NumericAxis[] {
  const compared = variants.map(({ chosen }) => chosen.runs[0]!.planned.compared);
  const found: NumericAxis[] = [];
  for (const name of Object.keys(compared[0] ?? {})) {
    const values = new Map<string, number>();
    for (const labels of compared) {
      const label = labels[name];
      if (label !== undefined) values.set(label, numberOf(declaration, name, label));
    }
    const numbers = [...new Set(values.values())];
    if (numbers.length < 3 || !numbers.every(Number.isFinite)) continue;
    const low = lowest(numbers);
    const high = highest(numbers);
    found.push({ name, values, logarithmic: low > 0 && high >= 10 * low });
  }
  return found;
}

/** The labels of a variant on all compared axes but this one: the identity of a line. */
export function othersOf({ chosen }: Variant, { name }: NumericAxis): string {
  const { compared } = chosen.runs[0]!.planned;
  return Object.entries(compared).filter(([axis]) => axis !== name).map(([, label]) => label)
    .join(", ");
}

/** The declared number behind a label, or the label itself read as a number. */
function numberOf({ compare }: JsonObject, axis: string, label: string): number {
  const declared = memberOf(memberOf(compare, axis), label);
  if (typeof declared === "number") return declared;
  return /^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(label) ? Number(label) : NaN;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  // The values of a list are their own labels.
  return typeof value === "object" && value !== null && !Array.isArray(value) &&
      Object.hasOwn(value, name)
    ? (value as JsonObject)[name]
    : undefined;
}
