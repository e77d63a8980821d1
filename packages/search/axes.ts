/**
 * Axes and the values on them: what is compared or tuned, as values that `expand.ts` puts into the
 * base of an experiment.
 *
 * @module
 */
/** One value of one axis. */
export interface AxisValue {
  /** The place it goes to, or `variant`. */
  readonly axis: string;
  /** What it is called. */
  readonly label: string;
  /** What it is. */
  readonly value: unknown;
}

/** The values of an axis with their labels; a plain list is labelled by its values. */
export function labelled(values: unknown): [label: string, value: unknown][] {
  return Array.isArray(values)
    ? values.map((value) => [String(value), value])
    : Object.entries(values as Record<string, unknown>);
}

/** The values of an axis with its name. */
export function axisValuesOf(axis: string, values: unknown): AxisValue[] {
  return labelled(values).map(([label, value]) => ({ axis, label, value }));
}

/** Every combination of one value of each axis, the last axis changing fastest. */
export function combineAxisValues(axes: readonly (readonly AxisValue[])[]): AxisValue[][] {
  return axes.reduce<AxisValue[][]>(
    (rows, choices) => rows.flatMap((row) => choices.map((choice) => [...row, choice])),
    [[]],
  );
}

/** The label of each value by its axis. */
export function labelsOf(choices: readonly AxisValue[]): Record<string, string> {
  return Object.fromEntries(choices.map(({ axis, label }) => [axis, label]));
}

/** What an axis replaces: everything (0), a field (1), or a field of a field (2). */
export function depthOf(axis: string): number {
  return axis === "variant" ? 0 : axis.split(".").length;
}
