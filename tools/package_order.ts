/**
 * The packages in the order the data passes, and what each may use: the one place that says so.
 * The import check, the lint plugin and whoever counts packages read it from here.
 */
import { DECIDING_PACKAGES } from "../packages/cli/deciding_packages.ts";

/** A package may import only from packages before it. */
export const packageOrder: readonly string[] = [
  "arithmetic",
  "random",
  "input",
  "tensors",
  "layers",
  "optimizers",
  "tables",
  "arrays",
  "datasets",
  "baselines",
  "runlog",
  "solver",
  "search",
  "experiment",
  "store",
  "images",
  "engines",
  "nats",
  "slurm",
  "sweep",
  "locks",
  "rerun",
  "statistics",
  "findings",
  "charts",
  "browser",
  "report",
  "watch",
  "downloads",
  "archives",
  "exports",
  "terminal",
  "cli",
];

/** Packages that may import less than what stands before them; `others` are not of this house. */
export const narrowImports: Readonly<
  Record<string, { packages: readonly string[]; others?: readonly string[] }>
> = {
  runlog: { packages: [], others: ["@std/csv"] },
  statistics: { packages: ["arithmetic", "random"], others: [] },
  findings: { packages: ["input", "arithmetic", "runlog", "store", "statistics"] },
  charts: { packages: ["arithmetic", "runlog", "statistics", "findings"] },
  browser: { packages: ["charts"], others: ["vega"] },
  report: {
    packages: ["input", "arithmetic", "runlog", "store", "statistics", "findings", "charts"],
  },
};

/** Packages that make numbers: exact arithmetic only, no clock, no ambient randomness, no Node. */
export const numericPackages: readonly string[] = [...DECIDING_PACKAGES, "rerun"];

/** Packages whose numbers are the same everywhere: exact arithmetic only. */
export const exactPackages: readonly string[] = [
  ...numericPackages,
  "search",
  "statistics",
  "findings",
  "charts",
  "report",
];
