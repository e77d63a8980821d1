/**
 * Data sets of grey images of 28×28 pixels in ten classes, in four packed IDX files: MNIST, and
 * those that were made to replace it. The header of a file says how many images it holds.
 */
import { concatenate } from "@samebit/arrays";
import {
  type ContentConfig,
  createOfficialDataset,
  type Dataset,
  type DataSource,
  hasherOf,
  type OfficialSplitConfig,
} from "@samebit/splits";
import { type IdxFile, readIdx } from "./idx.ts";
import { isOfficial, type OfficialFiles, remedyFor, warnOfOthers } from "./official_files.ts";

const SHAPE = [28, 28];

/** More than any file holds; what a damaged or hostile file may unpack to is bounded by it. */
const MAX_COUNT = 100_000;

/** What distinguishes such a data set from others. */
export interface IdxImages {
  /** The names of its ten classes. */
  readonly classes: readonly string[];
  /** The official files. */
  readonly files: OfficialFiles;
  /** Whether their hashes are those of the packed files, or of what they unpack to. */
  readonly hashed: "packed" | "unpacked";
}

/**
 * Loads such a data set from the folder of its kind in the data directory.
 *
 * @throws {SyntaxError} If a file is cut off or damaged, is no IDX file of 28×28 images or of labels
 * from 0 to 9, or images and labels differ in number; file and offset are named.
 * @throws {RangeError} If the splits do not fit.
 * @throws {Error} If a file cannot be read.
 */
export async function loadIdxImages(
  { classes, files, hashed }: IdxImages,
  config: ContentConfig & OfficialSplitConfig,
  source: DataSource,
): Promise<Dataset> {
  const { kind } = config;
  const sha256 = hasherOf(source);
  const train = await readPart(source, kind, "train");
  const test = await readPart(source, kind, "t10k");
  const content = {
    shape: SHAPE,
    values: concatenate([train.images.items, test.images.items]),
    labels: Uint16Array.from(concatenate([train.labels.items, test.labels.items])),
    classes,
  };
  const others = [train, test].flatMap((part) => [part.images, part.labels])
    .filter(({ file, packed, bytes }) =>
      !isOfficial(files, file, hashed === "packed" ? packed : bytes, sha256)
    );
  const warnings = warnOfOthers(kind, files, others.map(({ file }) => file));
  const parts = { trainingExamples: train.images.count, warnings };
  return createOfficialDataset(content, parts, config, sha256);
}

type NamedIdxFile = IdxFile & { readonly file: string };

async function readPart(
  source: DataSource,
  kind: string,
  name: "train" | "t10k",
): Promise<{ images: NamedIdxFile; labels: NamedIdxFile }> {
  const remedy = remedyFor(kind, kind);
  const read = async (file: string, axes: readonly number[]): Promise<NamedIdxFile> => {
    return { file, ...await readIdx(source, file, { axes, maxCount: MAX_COUNT, remedy }) };
  };
  const images = await read(`${kind}/${name}-images-idx3-ubyte.gz`, SHAPE);
  const labels = await read(`${kind}/${name}-labels-idx1-ubyte.gz`, []);
  if (images.count !== labels.count) {
    throw new SyntaxError(
      `Cannot read ${labels.file}: it has ${labels.count} labels, ` +
        `but ${images.file} has ${images.count} images`,
    );
  }
  const wrong = labels.items.findIndex((label) => label > 9);
  if (wrong >= 0) {
    const offset = labels.bytes.length - labels.items.length + wrong;
    throw new SyntaxError(
      `Cannot read ${labels.file}: the label at offset ${offset} of what it unpacks to is ` +
        `${labels.items[wrong]}; wanted 0 to 9; the file is damaged`,
    );
  }
  return { images, labels };
}
