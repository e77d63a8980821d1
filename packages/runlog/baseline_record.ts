/** Reads the baselines of an experiment that its record holds. */
import type { BaselineRecord } from "./record.ts";
import { count, fieldsOf, type Found, listOf, number, optional, text } from "./record_checks.ts";
import { ownFiguresOf, TASK_NAMES } from "./tasks/registry.ts";

const FIGURES = [...new Set(TASK_NAMES.flatMap((task) => ownFiguresOf(task)))];

/** Reads the baselines of a record. */
export function readBaselines(found: Found): readonly BaselineRecord[] {
  return listOf(found, (each) => {
    const field = fieldsOf(each, ["name", "variants", "splits", "validation", "test"]);
    const variants = optional(field("variants"), (list) => listOf(list, text));
    const test = optional(field("test"), readFigures);
    return {
      name: text(field("name")),
      ...(variants !== undefined && { variants }),
      splits: count(field("splits")),
      validation: readFigures(field("validation")),
      ...(test !== undefined && { test }),
    };
  });
}

/** Figures that are not finite are left out. */
function readFigures(found: Found): BaselineRecord["validation"] {
  const field = fieldsOf(found, FIGURES);
  const figures = FIGURES.flatMap((name) => {
    const figure = optional(field(name), number);
    return figure === undefined ? [] : [[name, figure]];
  });
  return Object.fromEntries(figures);
}
