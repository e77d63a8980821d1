/**
 * The packages in the order the data passes, and what each may use: the one place that says so.
 * The import check, the lint plugin and whoever counts packages read it from here.
 */

/** A package may import only from packages before it. */
export const packageOrder: readonly string[] = [
  "arithmetic",
  "random",
  "tensors",
  "layers",
  "optimizers",
  "datasets",
  "runlog",
  "solver",
  "report",
  "experiment",
  "cli",
];

/** Packages that may import less than what stands before them, with all that they may import. */
export const narrowImports: Readonly<Record<string, readonly string[]>> = {
  runlog: ["@std/csv"],
  report: ["@samebit/runlog"],
};

/** Packages that can change a number: exact arithmetic only, no clock, no ambient randomness. */
export const numericPackages: readonly string[] = [
  "arithmetic",
  "random",
  "tensors",
  "layers",
  "optimizers",
  "datasets",
  "solver",
];
