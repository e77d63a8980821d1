/**
 * Section 18 of the contract: tables with words, missing cells, other splits, and complete runs on
 * them.
 */
import { DATASET_DEFAULTS, type DatasetConfigOf, loadDataset } from "@samebit/datasets";
import { digestsOf } from "./runs.ts";
import { type Case, checkVectors, hexOf } from "./vectors.ts";

async function loadTable({ text, config }: Case) {
  const given = { kind: "csv", file: "t.csv", ...DATASET_DEFAULTS.csv, ...config };
  const readFile = () => Promise.resolve(new TextEncoder().encode(text));
  const dataset = await loadDataset(given as DatasetConfigOf<"csv">, { readFile });
  const { hash, features, offset, factor, train, validation, test } = dataset;
  const splits = [train, validation, test];
  return {
    hash,
    features,
    ...Object.fromEntries(
      ["train", "validation", "test"].map((
        name,
        i,
      ) => [name, hexOf(splits[i]!.values as Float32Array)]),
    ),
    ...(dataset.targets === undefined
      ? { labels: splits.map(({ labels }) => [...labels]) }
      : { targets: splits.map(({ targets }) => hexOf(targets!)) }),
    offset: hexOf(offset),
    factor: hexOf(factor),
  };
}

checkVectors("18-tables", {
  async tables(given) {
    try {
      return await loadTable(given);
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof RangeError) return "refused";
      throw error;
    }
  },
  files: ({ plan, table }) => digestsOf(plan, table),
});
