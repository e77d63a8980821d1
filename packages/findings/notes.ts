/**
 * What a reader should know of results before believing them: runs that diverged, tuned values that
 * could not be chosen or that lie at the end of what was tried, and seeds that ended at different
 * epochs. What was known before anything was run is in the record.
 */
import { isObject } from "@samebit/input";
import type { Json, JsonObject } from "@samebit/runlog";
import { showCount } from "./format.ts";
import type { Findings } from "./findings.ts";
import type { RunLogs } from "./read_experiment.ts";
import { isHopeless, type Variant } from "./variants.ts";
import { highest, lowest } from "@samebit/statistics";

/** The number of variants that are named one by one. */
const MOST_VARIANTS = 6;

/** The notes on an experiment's results, the most serious first. */
export function notesOf({ logs, variants }: Pick<Findings, "logs" | "variants">): string[] {
  return [
    ...limit(variants.flatMap(choiceOf)),
    ...limit(divergences(logs.runs)),
    ...limit(variants.flatMap(unevenEnd)),
    ...limit(variants.flatMap((variant) => edgesOf(variant, logs.record.declaration))),
  ];
}

/**
 * How many of the tuned values of a variant could not be chosen, because one of their runs
 * diverged.
 */
function choiceOf(variant: Variant): string[] {
  const { label, candidates } = variant;
  if (candidates.length < 2) return [];
  const diverged = candidates.filter(({ hasDiverged }) => hasDiverged).length;
  if (diverged === 0) return [];
  const of = showCount(candidates.length, "candidate");
  return [
    isHopeless(variant)
      ? `${label}: nothing to choose from: all ${of} diverged, so the test split was not measured`
      : `${label}: ${diverged} of ${of} diverged and could not be chosen`,
  ];
}

/** Which runs diverged: by variant, with the first place of each. */
function divergences(runs: readonly RunLogs[]): string[] {
  const diverged = runs.filter(({ record }) => record?.ended === "diverged");
  return [...Map.groupBy(diverged, ({ planned }) => planned.variant)].map(
    ([variant, own]) => {
      const of = runs.filter(({ planned }) => planned.variant === variant).length;
      const [first] = own.map(({ record }) => record?.result?.divergedAt ?? [])
        .flat().sort((a, b) => a.step - b.step);
      const place = first ? `; the earliest at step ${first.step} in ${first.place}` : "";
      return `${variant}: ${own.length} of ${showCount(of, "run")} diverged${place}`;
    },
  );
}

/**
 * Seeds of a variant that ended at different epochs, whose last numbers are nevertheless compared.
 */
function unevenEnd({ label, chosen }: Variant): string[] {
  const ends = chosen.runs.flatMap(({ state, record }) =>
    state === "whole" && record?.ended !== "diverged" ? record?.result?.epochs ?? [] : []
  );
  const [first, last] = [lowest(ends), highest(ends)];
  if (ends.length < 2 || first === last) return [];
  const early = ends.filter((epochs) => epochs < last).length;
  return [
    `${label}: ${early} of ${showCount(ends.length, "seed")} ended before the others, between ` +
    `epochs ${first} and ${last}; final numbers are those of each seed's own last epoch`,
  ];
}

/** Fewer values than these have no inside. */
const LEAST_VALUES = 3;

/** Chosen values at the end of the numbers that were listed: the best may lie beyond. */
function edgesOf(variant: Variant, { tune }: JsonObject): string[] {
  const { label, candidates, chosen, decided } = variant;
  if (!decided || candidates.length < LEAST_VALUES || isHopeless(variant)) return [];
  return Object.entries(chosen.tuned).flatMap(([axis, value]) => {
    if (!isList(tune, axis)) return [];
    const numbers = candidates.map(({ tuned }) => Number(tuned[axis]));
    if (new Set(numbers).size < LEAST_VALUES || !numbers.every(Number.isFinite)) return [];
    const isLargest = Number(value) === highest(numbers);
    if (!isLargest && Number(value) !== lowest(numbers)) return [];
    const [end, beyond] = isLargest ? ["largest", "larger"] : ["smallest", "smaller"];
    return [
      `${label}: the chosen ${axis}, ${value}, is the ${end} that was tried; ${beyond} may do better`,
    ];
  });
}

/** Whether the values of a tuned axis were listed one by one, not drawn from a range. */
function isList(tune: Json | undefined, axis: string): boolean {
  return isObject(tune) && Object.hasOwn(tune, axis) && Array.isArray(tune[axis]);
}

function limit(notes: readonly string[]): string[] {
  const left = notes.length - MOST_VARIANTS;
  return left > 1 ? [...notes.slice(0, MOST_VARIANTS), `and ${left} more variants`] : [...notes];
}
