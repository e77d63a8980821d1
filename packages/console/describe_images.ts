/**
 * What a folder of images seems to hold, for `deno task data FOLDER`.
 *
 * @module
 */
import { basename, join, relative } from "node:path";
import { decodeImage, findImages, type ImageFile, type Pixels, readAhead } from "@samebit/images";
import { BadInput, spellText } from "@samebit/input";
import { formatTable, type Terminal } from "@samebit/terminal";

/** What the images of a folder have in common, and which cannot be read. */
interface LookedAt {
  readonly files: readonly ImageFile[];
  /** How many have each size, as height×width, the most frequent first. */
  readonly sizes: readonly (readonly [size: string, images: number])[];
  /** How many are grey. */
  readonly grey: number;
  /** Why images cannot be read. */
  readonly faults: readonly string[];
}

/**
 * Looks at every image of a folder, and prints what is there and the lines of an experiment to paste.
 *
 * @throws {BadInput} There is no such folder, or it cannot be used as it is.
 */
export async function printImages(
  folder: string,
  dataDir: string,
  terminal: Terminal,
): Promise<void> {
  const looked = await lookAtImages(folder);
  const { files, sizes, grey, faults } = looked;
  const classes = Map.groupBy(files, ({ label }) => label);
  const isLabelled = files[0]!.label !== undefined;
  const read = files.length - faults.length;
  const colours = grey === read ? "grey" : grey === 0 ? "in colour" : `${count(grey)} of them grey`;
  const of = isLabelled ? ` in ${count(classes.size)} classes` : ", without classes";
  terminal.print(spellText(`${folder}: ${count(files.length)} images${of}, ${colours}`));
  if (isLabelled) {
    const rows = [...classes].map(([label, images]) => [label!, images.length]);
    terminal.print(formatTable(["class", "images"], rows, terminal));
  }
  const some = sizes.slice(0, MOST).map(([size, images]) => `${size} (${count(images)})`);
  const more = sizes.length > MOST ? `, and ${sizes.length - MOST} sizes more` : "";
  terminal.print(`Height×width: ${some.join(", ") || "none can be read"}${more}`);
  for (const fault of faults.slice(0, MOST)) terminal.print(`- ${spellText(fault)}`);
  if (faults.length > 0) {
    terminal.print(`- ${count(faults.length)} of ${count(files.length)} cannot be read`);
  }
  const place = placeOf(folder, dataDir);
  if (!place.isInside) {
    terminal.print(`- put the folder into the data folder: ${join(dataDir, place.name)}`);
  }
  if (!isLabelled) terminal.print("- name the classes in a table, or put the images into folders");
  terminal.print(`\nTo paste into an experiment:\n${settingsOf(looked, place.name, isLabelled)}`);
}

/** More of a kind are counted. */
const MOST = 8;

async function lookAtImages(folder: string): Promise<LookedAt> {
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
  return { files, sizes: [...sizes].toSorted((a, b) => b[1] - a[1]), grey, faults };
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
  let files: readonly ImageFile[] | undefined;
  try {
    files = findImages(folder)?.files;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(folder, cause.message, { cause });
  }
  if (files === undefined) throw new BadInput(folder, "is no folder");
  if (files.length > 0) return files;
  throw new BadInput(folder, "holds no PNG or JPEG files, nor do the folders in it");
}

function sizeOf({ height, width }: Pixels): string {
  return `${height}×${width}`;
}

/** The folder's path below the data directory; its name alone where it does not lie there. */
function placeOf(folder: string, dataDir: string): { name: string; isInside: boolean } {
  const below = relative(dataDir, folder).replaceAll("\\", "/");
  const isInside = below !== "" && !below.startsWith("..") && !below.startsWith("/") &&
    !below.includes(":");
  return { name: isInside ? below : basename(folder), isInside };
}

function settingsOf(
  { sizes, grey, files, faults }: LookedAt,
  folder: string,
  isLabelled: boolean,
): string {
  const size = sizes[0]?.[0].split("×").join(", ");
  return [
    "dataset: {",
    '  kind: "images",',
    `  folder: ${JSON.stringify(folder)},`,
    ...(isLabelled ? [] : [`  labels: ${JSON.stringify(`${folder}/labels.csv`)},`]),
    ...(grey > 0 && grey === files.length - faults.length ? ['  colors: "grey",'] : []),
    ...(sizes.length > 1 ? [`  size: [${size}],`] : []),
    "},",
  ].map((line) => `  ${line}`).join("\n");
}

function count(number: number): string {
  return number.toLocaleString("en");
}
