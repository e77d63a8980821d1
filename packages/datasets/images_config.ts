/**
 * What a plan says about a folder of images, and where its packed pixels are.
 *
 * @module
 */
import { type ConfigOf, dataPaths, isWhole, oneOf, type Values, values } from "@samebit/input";
import {
  COUNT_OR_SHARE,
  IMAGE_PREPROCESS_FIELD,
  SPLIT_SEED,
  TRAIN_EXAMPLES,
} from "@samebit/splits";

/** What the pixels of images become: red, green and blue, or only grey. */
export type Colors = "rgb" | "grey";

/** The height and the width of images. */
export type ImageSize = readonly [height: number, width: number];

/** How images are distributed over the splits. */
export type ImageSplit = "shuffled" | "stratified";

/** The largest side of an image. */
const MAX_SIDE = 4096;

const FOLDER: Values<string> = dataPaths('"flowers" or "flowers/photos"');

const LABELS: Values<string | null> = values(
  'a path inside the data directory, such as "flowers/labels.csv", or null for none',
  (path) => path === null || FOLDER.includes(path),
  { type: ["string", "null"] },
);

const SIZE: Values<ImageSize | null> = values(
  `the height and the width, such as [32, 32], each at most ${MAX_SIDE}, or null for that of all images`,
  (size) =>
    size === null ||
    (Array.isArray(size) && size.length === 2 &&
      size.every((side) => isWhole(side, 1) && side <= MAX_SIDE)),
  {
    type: ["array", "null"],
    items: { type: "integer", minimum: 1, maximum: MAX_SIDE },
    minItems: 2,
    maxItems: 2,
  },
);

const COLORS: Values<Colors> = oneOf<Colors>("colors", "rgb", "grey");

const SPLIT: Values<ImageSplit> = oneOf<ImageSplit>("split", "shuffled", "stratified");

/** The fields of a folder of images. */
export const IMAGES_FIELDS = {
  folder: {
    holds: FOLDER,
    example: "flowers",
    about: "The folder of the images, PNG or JPEG, below the data directory",
  },
  labels: {
    holds: LABELS,
    default: null,
    about: "A table whose first column names images below the folder, and whose second their " +
      "classes; if left out, the folder's own folders are the classes",
  },
  colors: {
    holds: COLORS,
    default: "rgb",
    about: "The values of a pixel: red, green and blue, or one value of grey",
  },
  size: {
    holds: SIZE,
    default: null,
    about: "The size to which images are cropped or padded around their centre; if left out, all " +
      "must have one size. Images are never scaled",
  },
  preprocess: { ...IMAGE_PREPROCESS_FIELD, default: "standardize-channels" },
  trainExamples: TRAIN_EXAMPLES,
  validationExamples: {
    holds: COUNT_OR_SHARE,
    default: 0.2,
    about: "How many examples are in the validation split: a number, or a share of all",
  },
  testExamples: {
    holds: COUNT_OR_SHARE,
    default: 0.2,
    about: "How many examples are in the test split: a number, or a share of all",
  },
  splitSeed: SPLIT_SEED,
  split: {
    holds: SPLIT,
    default: "stratified",
    about: "How examples are split: at random; or with each class in proportion",
  },
} as const;

/** A folder of images. */
export type ImagesConfig = ConfigOf<"images", typeof IMAGES_FIELDS>;

/** The part of a configuration that determines pixels and labels. */
export interface PackConfig {
  /** The folder of the images, below the data directory. */
  readonly folder: string;
  /** The table of the classes, below the data directory; null if folders are the classes. */
  readonly labels: string | null;
  /** What pixels become. */
  readonly colors: Colors;
  /** The size of all images; null for the one that they have. */
  readonly size: ImageSize | null;
}

/**
 * The `.npz` file of the pixels and labels of a folder, below the data directory.
 *
 * @example
 * ```ts
 * import { packOf } from "@samebit/datasets";
 * import { assertEquals } from "@std/assert";
 *
 * const flowers = { folder: "flowers", labels: null, colors: "rgb", size: [32, 48] } as const;
 * assertEquals(packOf(flowers), "flowers.rgb-32x48.npz");
 * ```
 */
export function packOf({ folder, labels, colors, size }: PackConfig): string {
  const sides = size === null ? "" : `-${size[0]}x${size[1]}`;
  const table = labels === null ? "" : `-by-${labels.replaceAll("/", "-")}`;
  return `${folder}.${colors}${sides}${table}.npz`;
}
