/**
 * Numbers of which some have only a known lower bound: the steps of a run that ended before it
 * reached a target. Such a run is never left out. It counts with the steps that it took, and
 * whatever it is compared with counts within as many steps: the restricted mean of survival
 * analysis (Royston and Parmar, 2013), which every run gives in full. What is shown says so.
 */
import { summarize, summarizeDifferences, type Summary } from "@samebit/statistics";

/** A metric of one run. */
export interface Measured {
  /** Its value; for an open one, the steps that the run took. */
  readonly value: number;
  /** Set if the run ended before it reached its target, so that the true value is greater. */
  readonly open?: true;
}

/** What several seeds say, and how many of them are open. */
export interface MetricSummary extends Summary {
  /** How many values are only known to be greater; absent if none is. */
  readonly open?: number;
  /** Of a difference with open values: the steps within which both sides are counted. */
  readonly within?: number;
}

/** The summary of some values. */
export function summarizeMeasured(values: readonly Measured[]): MetricSummary {
  const open = values.filter((each) => each.open).length;
  return { ...summarize(values.map(({ value }) => value)), ...(open > 0 && { open }) };
}

/**
 * The differences of two variants paired by seed, or of one from a number. If a value is open, all
 * are counted up to the least that an open one is known to exceed.
 */
export function differencesOf(
  subject: ReadonlyMap<number, Measured>,
  other: ReadonlyMap<number, Measured> | number,
): MetricSummary {
  const pairs = typeof other === "number"
    ? [...subject].map(([seed, each]) => [seed, [each]] as const)
    : [...subject].filter(([seed]) => other.has(seed))
      .map(([seed, each]) => [seed, [each, other.get(seed)!]] as const);
  const open = pairs.filter(([, sides]) => sides.some((each) => each.open)).length;
  const ends = pairs.flatMap(([, sides]) =>
    sides.flatMap(({ open, value }) => open ? [value] : [])
  );
  const within = ends.reduce((a, b) => Math.min(a, b), Infinity);
  const valuesOf = (side: number) =>
    new Map(pairs.map(([seed, sides]) => [seed, Math.min(sides[side]!.value, within)]));
  const summary = typeof other === "number"
    ? summarize([...valuesOf(0).values()].map((value) => value - other))
    : summarizeDifferences(valuesOf(0), valuesOf(1));
  return { ...summary, ...(open > 0 && { open, within }) };
}
