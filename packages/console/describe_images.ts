/**
 * What a folder of images seems to hold, for `deno task data FOLDER`, and an experiment on it, for
 * `deno task new SLUG --images FOLDER`.
 *
 * @module
 */
import { basename, join, relative } from "node:path";
import { decodeImage, type ImageFile, listImages, type Pixels, readAhead } from "@samebit/images";
import { BadInput, escapeText } from "@samebit/input";
import { formatTable, type Terminal } from "@samebit/terminal";

/** What the images of a folder have in common, and which cannot be read. */
export interface LookedAtImages {
  /** The folder, as it was given. */
  readonly folder: string;
  /** Its path below the data directory; its name alone where it does not lie there. */
  readonly name: string;
  /** Whether it lies below the data directory. */
  readonly isInPlace: boolean;
  /** The images. */
  readonly files: readonly ImageFile[];
  /** How many have each size, as height×width, the most frequent first. */
  readonly sizes: readonly (readonly [size: string, images: number])[];
  /** How many are grey. */
  readonly grey: number;
  /** Why images cannot be read. */
  readonly faults: readonly string[];
}

/** Prints what is in a folder of images, and the lines of an experiment to paste. */
export function printImages(looked: LookedAtImages, dataDir: string, terminal: Terminal): void {
  const { folder, name, isInPlace, files, sizes, grey, faults } = looked;
  const classes = Map.groupBy(files, ({ label }) => label);
  const isLabelled = hasLabels(looked);
  const read = files.length - faults.length;
  const colours = grey === read ? "grey" : grey === 0 ? "in colour" : `${count(grey)} of them grey`;
  const of = isLabelled ? ` in ${count(classes.size)} classes` : ", without classes";
  terminal.print(escapeText(`${folder}: ${count(files.length)} images${of}, ${colours}`));
  if (isLabelled) {
    const rows = [...classes].map(([label, images]) => [label!, images.length]);
    terminal.print(formatTable(["class", "images"], rows, terminal));
  }
  const some = sizes.slice(0, MOST).map(([size, images]) => `${size} (${count(images)})`);
  const more = sizes.length > MOST ? `, and ${sizes.length - MOST} more sizes` : "";
  terminal.print(`Height×width: ${some.join(", ") || "none can be read"}${more}`);
  for (const fault of faults.slice(0, MOST)) terminal.print(`- ${escapeText(fault)}`);
  if (faults.length > 0) {
    terminal.print(`- ${count(faults.length)} of ${count(files.length)} cannot be read`);
  }
  if (!isInPlace) {
    terminal.print(`- put the folder into the data folder: ${join(dataDir, name)}`);
  }
  if (!isLabelled) terminal.print("- name the classes in a table, or put the images into folders");
  terminal.print(`\nTo paste into an experiment:\n${settingsOf(looked, "  ")}`);
}

/** The most items to list; further ones are counted. */
const MOST = 8;

/**
 * Looks at every image of a folder.
 *
 * @throws {BadInput} There is no such folder, or it cannot be used as it is.
 */
export async function lookAtImages(folder: string, dataDir: string): Promise<LookedAtImages> {
  const files = imagesOf(folder);
  const sizes = new Map<string, number>();
  const faults: string[] = [];
  let grey = 0;
  for await (const { path, bytes } of readAhead(folder, files)) {
    const image = decodedOr(bytes, path, (fault) => faults.push(fault));
    if (image === undefined) continue;
    const size = sizeOf(image);
    sizes.set(size, (sizes.get(size) ?? 0) + 1);
    if (image.channels === 1) grey++;
  }
  const common = [...sizes].toSorted((a, b) => b[1] - a[1]);
  return { folder, ...placeOf(folder, dataDir), files, sizes: common, grey, faults };
}

function decodedOr(
  bytes: Uint8Array,
  path: string,
  onFault: (fault: string) => void,
): Pixels | undefined {
  try {
    return decodeImage(bytes, path);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    onFault(error.message);
    return undefined;
  }
}

function imagesOf(folder: string): readonly ImageFile[] {
  const files = listImages(folder, folder);
  if (files === undefined) throw new BadInput(folder, "is not a folder");
  if (files.length > 0) return files;
  throw new BadInput(folder, "contains no PNG or JPEG files, nor do the folders in it");
}

function sizeOf({ height, width }: Pixels): string {
  return `${height}×${width}`;
}

function placeOf(folder: string, dataDir: string): Pick<LookedAtImages, "name" | "isInPlace"> {
  const below = relative(dataDir, folder).replaceAll("\\", "/");
  const isInPlace = below !== "" && !below.startsWith("..") && !below.startsWith("/") &&
    !below.includes(":");
  return { name: isInPlace ? below : basename(folder), isInPlace };
}

function hasLabels({ files }: LookedAtImages): boolean {
  return files[0]!.label !== undefined;
}

/** The lines of the data set, indented. */
function settingsOf(looked: LookedAtImages, indent: string): string {
  const { name, sizes, grey, files, faults } = looked;
  const size = sizes[0]?.[0].split("×").join(", ");
  return [
    "dataset: {",
    '  kind: "images",',
    `  folder: ${JSON.stringify(name)},`,
    ...(hasLabels(looked) ? [] : [`  labels: ${JSON.stringify(`${name}/labels.csv`)},`]),
    ...(grey > 0 && grey === files.length - faults.length ? ['  colors: "grey",'] : []),
    ...(sizes.length > 1 ? [`  size: [${size}],`] : []),
    "},",
  ].map((line) => indent + line).join("\n");
}

/** A whole experiment on a folder of images: a linear model against two convolutions. */
export function experimentOnImages(title: string, looked: LookedAtImages): string {
  const [height, width] = looked.sizes[0]?.[0].split("×").map(Number) ?? [1, 1];
  const pool = Math.min(height!, width!) > 1 ? '\n          "max-pool",' : "";
  const batchSize = Math.max(1, Math.min(32, Math.floor(looked.files.length / 8)));
  return `import type { Experiment } from "@samebit/experiment";

export default {
  title: ${JSON.stringify(title)},
  question: "Do convolutions tell these images apart better than a linear model?",
  expectation: "What you expect, written before you run it",
  base: {
${settingsOf(looked, "    ")}
    model: { kind: "fully-connected", hidden: [] },
    optimizer: { kind: "adam", learningRate: 1e-3 },
    batchSize: ${batchSize},
    epochs: 20,
    evaluation: { predictions: true },
  },
  compare: {
    model: {
      "linear": { kind: "fully-connected", hidden: [] },
      "convolutions": {
        kind: "layers",
        layers: [
          { kind: "convolution", filters: 16, kernel: 3 },
          "relu",${pool}
          { kind: "convolution", filters: 32, kernel: 3 },
          "relu",
          "global-average-pool",
        ],
      },
    },
  },
  seeds: [1, 2, 3],
  claims: [
    {
      says: "Convolutions do better on images that they have not seen",
      metric: "testAccuracy",
      higher: "convolutions",
      than: "linear",
    },
  ],
} satisfies Experiment;
`;
}

function count(number: number): string {
  return number.toLocaleString("en");
}
