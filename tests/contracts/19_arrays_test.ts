/** Section 19 of the contract: examples in arrays of one's own. */
import { DATASET_DEFAULTS, type DatasetConfigOf } from "@samebit/datasets";
import { hashContent } from "@samebit/splits";
import { readArrays } from "../../packages/datasets/arrays.ts";
import { type Case, checkVectors } from "./vectors.ts";

async function read({ files, dataset }: Case) {
  const sizes = { validationExamples: 1, testExamples: 1 };
  const config = { kind: "arrays", ...DATASET_DEFAULTS.arrays, ...sizes, ...dataset };
  const content = await readArrays(config as DatasetConfigOf<"arrays">, {
    readFile: (path) => Promise.resolve(Uint8Array.fromHex(files[path])),
  });
  const { shape, values, classes, targets } = content;
  return {
    shape,
    type: values instanceof Uint8Array ? "uint8" : "float32",
    classes,
    targets: targets?.names ?? null,
    hash: hashContent(content),
  };
}

checkVectors("19-arrays", {
  arrays: read,
  arraysRefused: (given) =>
    read(given).then(() => "accepted", (error) => {
      if (error instanceof SyntaxError || error instanceof RangeError) return "refused";
      throw error;
    }),
});
