/** Section 19 of the contract: examples in arrays of one's own, and packed images. */
import { DATASET_DEFAULTS, type DatasetConfigOf } from "@samebit/datasets";
import { writePlanes } from "@samebit/images";
import { chooseTableSplits, type Content, hashContent } from "@samebit/splits";
import { readArrays } from "../../packages/datasets/arrays.ts";
import { readImages } from "../../packages/datasets/images.ts";
import { type Case, checkVectors } from "./vectors.ts";

async function read({ files, dataset }: Case) {
  const sizes = { validationExamples: 1, testExamples: 1 };
  const config = { kind: "arrays", ...DATASET_DEFAULTS.arrays, ...sizes, ...dataset };
  return describe(await readArrays(config as DatasetConfigOf<"arrays">, sourceOf(files)));
}

function sourceOf(files: Record<string, string>) {
  return { readFile: (path: string) => Promise.resolve(Uint8Array.fromHex(files[path]!)) };
}

function describe(content: Content) {
  const { shape, values, classes, targets } = content;
  return {
    shape,
    type: values instanceof Uint8Array ? "uint8" : "float32",
    classes,
    targets: targets?.names ?? null,
    hash: hashContent(content),
  };
}

async function readPacked({ files, dataset }: Case) {
  const config: DatasetConfigOf<"images"> = {
    kind: "images",
    ...DATASET_DEFAULTS.images,
    ...dataset,
  };
  const content = await readImages(config, sourceOf(files));
  const { labels } = content;
  const rows = chooseTableSplits({ count: labels.length, labels }, {
    ...config,
    folds: 1,
    fold: 0,
  });
  const splits = Object.fromEntries(Object.entries(rows).map(([name, of]) => [name, [...of]]));
  return { ...describe(content), splits };
}

function planesOf({ colors, size, want: _, ...image }: Case) {
  const into = new Uint8Array((colors === "rgb" ? 3 : 1) * size[0] * size[1]);
  writePlanes({ ...image, values: Uint8Array.from(image.values) }, colors, size, into);
  return [...into];
}

checkVectors("19-arrays", {
  arrays: read,
  arraysRefused: (given) =>
    read(given).then(() => "accepted", (error) => {
      if (error instanceof SyntaxError || error instanceof RangeError) return "refused";
      throw error;
    }),
  images: readPacked,
  planes: planesOf,
});
