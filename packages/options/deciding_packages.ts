/** The packages whose sources can change a number of a run: the one place that lists them. */
export const DECIDING_PACKAGES: readonly string[] = [
  "arithmetic",
  "random",
  "tensors",
  "layers",
  "losses",
  "networks",
  "optimizers",
  "tables",
  "arrays",
  "splits",
  "datasets",
  "minibatches",
  "tasks",
  "solver",
];
