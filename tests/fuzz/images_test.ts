/**
 * The readers of images: PNG and JPEG files, tables of labels, packed files.
 */
import { DATASET_DEFAULTS, type DatasetConfigOf, loadDataset, packOf } from "@samebit/datasets";
import { formatNpz } from "@samebit/arrays";
import { decodeImage } from "@samebit/images";
import { assert, assertEquals } from "@std/assert";
import fc from "fast-check";
import { parseLabelsTable } from "../../packages/images/labels_table.ts";
import {
  IMAGE_NAMES,
  imageFile,
  type ImageName,
} from "../../packages/images/testdata/image_files.ts";
import { fuzz, readOrRefuse, SOURCE } from "./fuzzing.ts";
import { damagedBytes, damagedText } from "./mutations.ts";

const filesOf = (ending: string) =>
  IMAGE_NAMES.filter((name) => name.endsWith(ending)).map((name: ImageName) => imageFile(name));

for (const ending of ["png", "jpg"]) {
  fuzz(
    `decodeImage refuses a damaged file with a clear error, or gives all of its pixels (${ending})`,
    fc.oneof(damagedBytes(filesOf(ending)), fc.uint8Array({ maxLength: 64 })),
    async (bytes) => {
      const image = await readOrRefuse(() => decodeImage(bytes, SOURCE));
      if (image === undefined) return;
      const { width, height, channels, values } = image;
      assertEquals(values.length, width * height * channels);
      assert(values.length > 0);
    },
  );
}

const TABLES = [
  "name,label\ncat/1.png,cat\ndog/2.png,dog\n",
  'a;b;c\r\n"x.png";1;\r\ny.png;2;z\r\n',
];

fuzz(
  "parseLabelsTable refuses a changed table with a clear error, or gives a class for each name",
  damagedText(TABLES),
  async (text) => {
    const bytes = new TextEncoder().encode(text);
    const rows = await readOrRefuse(() => parseLabelsTable(bytes, SOURCE));
    for (const { name, label } of rows ?? []) assert(name !== "" && label !== "");
    assertEquals(new Set(rows?.map(({ name }) => name)).size, rows?.length ?? 0);
  },
);

const CONFIG = {
  kind: "images",
  ...DATASET_DEFAULTS.images,
  folder: SOURCE,
} as DatasetConfigOf<"images">;
const PACK = formatNpz([
  { name: "x", shape: [9, 3, 2, 2], values: Uint8Array.from({ length: 108 }, (_, i) => i) },
  { name: "y", shape: [9], values: Array.from("abcabcabc") },
]);

fuzz(
  "loadDataset refuses a damaged packed file with a clear error, or gives what was packed",
  damagedBytes([PACK]),
  async (bytes) => {
    const readFile = (path: string) => {
      assertEquals(path, packOf(CONFIG));
      return Promise.resolve(bytes);
    };
    const dataset = await readOrRefuse(() => loadDataset(CONFIG, { readFile }));
    if (dataset !== undefined) assertEquals([dataset.shape, dataset.train.count], [[3, 2, 2], 5]);
  },
);
