/**
 * Folders of images, once they are packed: a `.npz` file with their pixels `x` and their classes
 * `y`, which planning makes from the images themselves. Decoders are not here, since a run's
 * numbers do not depend on them: the hash is that of the pixels.
 *
 * @module
 */
import { parseArray } from "@samebit/arrays";
import {
  chooseTableSplits,
  type Content,
  createSharedDataset,
  type Dataset,
  type DatasetLoader,
  type DataSource,
  hasherOf,
  readDataFile,
} from "@samebit/splits";
import { labelsOf } from "./array_answers.ts";
import { IMAGES_FIELDS, type ImagesConfig, type PackConfig, packOf } from "./images_config.ts";

/**
 * Loads the packed images of a folder: shape [3, height, width], or [height, width] if they are
 * grey; bytes. The classes are the different labels, sorted by value if all are integers and
 * otherwise by their UTF-16 code units.
 *
 * @throws {SyntaxError} The packed file is damaged, or holds something else.
 * @throws {RangeError} There are fewer than 2 or more than 65,536 classes, or the splits do not fit.
 * @throws {Error} The packed file cannot be read.
 *
 * @example
 * ```ts
 * import { DATASET_DEFAULTS, loadDataset } from "@samebit/datasets";
 * import { assertRejects } from "@std/assert";
 *
 * const source = { readFile: (path: string) => Deno.readFile(`no-such-folder/${path}`) };
 * const config = { kind: "images", folder: "flowers", ...DATASET_DEFAULTS.images } as const;
 * await assertRejects(() => loadDataset(config, source), Error, "flowers.rgb.npz");
 * ```
 */
export async function loadImages(config: ImagesConfig, source: DataSource): Promise<Dataset> {
  const content = await readImages(config, source);
  const { labels } = content;
  const wanted = { ...config, folds: 1, fold: 0 };
  const rows = chooseTableSplits({ count: labels.length, labels }, wanted);
  return createSharedDataset(content, config, rows, hasherOf(source));
}

/** Folders of images. */
export const images: DatasetLoader<"images", typeof IMAGES_FIELDS> = {
  fields: IMAGES_FIELDS,
  load: loadImages,
  hasPixels: true,
};

const REMEDY = "deno task experiment makes it from the images; name their folder with --data-dir";

/** Reads the content of packed images as {@link loadImages} says. */
export async function readImages(config: PackConfig, source: DataSource): Promise<Content> {
  const path = packOf(config);
  const bytes = await readDataFile(source, path, REMEDY);
  const [x, y] = [await parseArray(bytes, path, "x"), await parseArray(bytes, path, "y")];
  const [examples, ...shape] = x.shape;
  const { values } = x;
  const isRight = x.type === "uint8" && values instanceof Uint8Array && values.length > 0 &&
    (config.colors === "grey" ? shape.length === 2 : shape.length === 3 && shape[0] === 3);
  if (!isRight) {
    throw new SyntaxError(
      `Cannot use ${path}: its array "x" is ${x.type} of shape [${x.shape.join(", ")}]; wanted ` +
        `bytes of ${config.colors} images; remove the file, so that it is rebuilt`,
    );
  }
  if (y.shape[0] !== examples) {
    throw new RangeError(
      `Cannot use ${path}: it has ${examples} images and ${y.shape[0]} labels; remove the file, ` +
        "so that it is rebuilt",
    );
  }
  return { shape, values, ...labelsOf(y, path, []) };
}
