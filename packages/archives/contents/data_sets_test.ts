/** Data of one's own in an archive. */
import { DATASET_DEFAULTS } from "@samebit/datasets";
import { assertEquals } from "@std/assert";
import { dataSetsOf, type PlannedData } from "./data_sets.ts";

const MEANS = {
  readFile: (path: string) => Promise.resolve(new TextEncoder().encode(path)),
  sha256: (bytes: Uint8Array) => new TextDecoder().decode(bytes).toUpperCase(),
};

async function filesOf(dataset: PlannedData["plan"]["dataset"]) {
  const [set] = await dataSetsOf([{ plan: { dataset }, dataHash: "abc" }], MEANS);
  return [set!.name, set!.files.map(({ name, sha256 }) => [name, sha256])];
}

const SIZES = { validationExamples: 1, testExamples: 1 };

Deno.test("dataSetsOf carries the packed pixels of images", async () => {
  const dataset = { kind: "images", ...DATASET_DEFAULTS.images, folder: "a/photos" } as const;
  const file = "a/photos.rgb.npz";
  assertEquals(await filesOf(dataset), ["a-photos.rgb", [[file, file.toUpperCase()]]]);
});

Deno.test("dataSetsOf carries files of arrays, each once", async () => {
  const arrays = { kind: "arrays", ...DATASET_DEFAULTS.arrays, ...SIZES } as const;
  const one = { ...arrays, features: "cells.npz#x", labels: "cells.npz#y" };
  assertEquals(await filesOf(one), ["cells", [["cells.npz", "CELLS.NPZ"]]]);
  const two = { ...arrays, features: "x.idx.gz", targets: "y.npy" };
  assertEquals(await filesOf(two), ["x.idx-y", [["x.idx.gz", "X.IDX.GZ"], ["y.npy", "Y.NPY"]]]);
});
