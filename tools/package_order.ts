/**
 * The packages in the order the data passes, and what each may use: the one place that says so.
 * The import check, the lint plugin and whoever counts packages read it from here.
 */
import { DECIDING_PACKAGES } from "../packages/options/deciding_packages.ts";

/** A package may import only from packages before it. */
export const packageOrder: readonly string[] = [
  "arithmetic",
  "random",
  "input",
  "tensors",
  "layers",
  "losses",
  "networks",
  "gradients",
  "optimizers",
  "tables",
  "arrays",
  "splits",
  "datasets",
  "minibatches",
  "baselines",
  "runlog",
  "tasks",
  "solver",
  "search",
  "statements",
  "sandbox",
  "experiment",
  "store",
  "images",
  "engines",
  "nats",
  "slurm",
  "sweep",
  "locks",
  "statistics",
  "findings",
  "rerun",
  "plotting",
  "charts",
  "diagnostics",
  "browser",
  "pages",
  "figures",
  "comparisons",
  "report",
  "watch",
  "downloads",
  "archives",
  "exports",
  "terminal",
  "options",
  "console",
  "evaluation",
  "verification",
  "cli",
];

/** Packages that may import less than what stands before them; `others` are not of this house. */
export const narrowImports: Readonly<
  Record<string, { packages: readonly string[]; others?: readonly string[] }>
> = {
  runlog: { packages: [], others: ["@std/csv"] },
  sandbox: { packages: ["input", "runlog"] },
  statistics: { packages: ["arithmetic", "random"], others: [] },
  findings: { packages: ["input", "arithmetic", "runlog", "store", "statistics"] },
  plotting: { packages: ["arithmetic", "runlog", "statistics", "findings"] },
  charts: { packages: ["arithmetic", "runlog", "statistics", "findings", "plotting"] },
  diagnostics: {
    packages: ["arithmetic", "runlog", "store", "statistics", "findings", "plotting"],
  },
  browser: {
    packages: ["input", "layers", "networks", "runlog", "rerun", "plotting"],
    others: ["vega"],
  },
  pages: { packages: ["input", "arithmetic", "store", "statistics", "findings"] },
  figures: {
    packages: [
      "arithmetic",
      "runlog",
      "statistics",
      "findings",
      "plotting",
      "charts",
      "diagnostics",
      "pages",
    ],
  },
  comparisons: {
    packages: ["input", "runlog", "store", "findings", "plotting", "charts", "pages", "figures"],
  },
  report: {
    packages: [
      "comparisons",
      "input",
      "arithmetic",
      "runlog",
      "store",
      "statistics",
      "findings",
      "plotting",
      "charts",
      "diagnostics",
      "pages",
      "figures",
    ],
  },
};

/** Packages that make numbers: exact arithmetic only, no clock, no ambient randomness, no Node. */
export const numericPackages: readonly string[] = [...DECIDING_PACKAGES, "gradients", "rerun"];

/** Packages whose numbers are the same everywhere: exact arithmetic only. */
export const exactPackages: readonly string[] = [
  ...numericPackages,
  "search",
  "statistics",
  "findings",
  "plotting",
  "charts",
  "diagnostics",
  "pages",
  "figures",
  "comparisons",
  "report",
];
