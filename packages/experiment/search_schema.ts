/**
 * Checks how values are searched for: each range and the search by itself, and both together with
 * the rest of the experiment.
 *
 * @module
 */
import {
  type Fault,
  kinds,
  numbers,
  object,
  type Schema,
  schemaFieldsByKind,
  schemaOf,
  wholeNumbers,
  words,
} from "@samebit/input";
import { countPoints, isRange, type Range, SEARCH_FIELDS, spaceOf } from "@samebit/search";
import type { Experiment } from "./experiment.ts";

const finite = schemaOf(numbers("a number"));

/** A range. */
export const RANGE: Schema = object({
  range: words("range", "linear", "log", "integer"),
  from: finite,
  to: finite,
  points: schemaOf(wholeNumbers(2)).optional(),
}).superRefine((given, context) => {
  const { range, from, to } = given as unknown as Range;
  const complain = (field: keyof Range, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  if (range === "integer") {
    const fields = ["from", "to"] as const;
    const wrong = fields.filter((field) => !Number.isSafeInteger(given[field]));
    for (const field of wrong) complain(field, `cannot be ${given[field]}; wanted a whole number`);
    if (wrong.length > 0) return;
  }
  if (range === "log" && from <= 0) {
    complain("from", `cannot be ${from}; a logarithm needs a number above 0`);
  } else if (to <= from) complain("to", `cannot be ${to}; wanted more than from, ${from}`);
});

/** The search of an experiment. */
export const SEARCH: Schema = kinds("search", schemaFieldsByKind(SEARCH_FIELDS));

/** What is wrong with the search and the ranges together, each being right by itself. */
export function faultsOfSearch({ base, tune = {}, search, seeds }: Experiment): Fault[] {
  const faults: Fault[] = [];
  const complain = (path: readonly string[], message: string) => faults.push({ path, message });
  const isGrid = search === undefined || search.kind === "grid";
  const axes = Object.entries(tune);
  for (const [axis, values] of axes) {
    if (!isRange(values)) continue;
    if (isGrid && values.points === undefined) {
      complain(
        ["tune", axis, "points"],
        "is missing; a grid needs the number of values to take, or another search: " +
          '{ kind: "random", trials: 20 }',
      );
    }
    if (!isGrid && values.points !== undefined) {
      complain(["tune", axis, "points"], `is for a grid, and the search is ${search.kind}`);
    }
  }
  if (search === undefined) return faults;
  if (axes.length === 0) complain(["search"], "has nothing to search for; wanted axes in tune");
  if (search.seeds !== undefined && search.seeds > seeds.length) {
    complain(
      ["search", "seeds"],
      `cannot be ${search.seeds}, more than the ${seeds.length} seeds of the experiment`,
    );
  }
  if (isGrid || faults.length > 0) return faults;
  const size = countPoints(spaceOf(tune));
  if (search.trials > size) {
    complain(
      ["search", "trials"],
      `cannot be ${search.trials}, more than the ${size} combinations there are; wanted fewer, ` +
        'or kind: "grid"',
    );
  }
  return search.kind === "halving" ? [...faults, ...faultsOfRungs(search.rungs)] : faults;

  function faultsOfRungs(rungs: readonly number[] | undefined): Fault[] {
    const variants = Object.values(tune.variant ?? {});
    const found: Fault[] = [tune, ...variants].some((fields) => Object.hasOwn(fields, "epochs"))
      ? [epochsAreTuned]
      : [];
    for (const [i, epoch] of (rungs ?? []).entries()) {
      const path = ["search", "rungs", String(i)];
      const before = rungs?.[i - 1] ?? 0;
      if (epoch <= before) {
        found.push({
          path,
          message: `cannot be ${epoch}; wanted more than the ${before} before it`,
        });
      } else if (epoch >= base.epochs) {
        const message = `cannot be ${epoch}; wanted an epoch before the last, ${base.epochs}`;
        found.push({ path, message });
      }
    }
    return found;
  }
}

const epochsAreTuned: Fault = {
  path: ["tune", "epochs"],
  message: "cannot be tuned by halving, which compares trials at the same epochs",
};
