/**
 * The images of a folder as one file of their pixels and classes, below the data directory. It is
 * made once, and rebuilt if an image, the table of classes or a decoder has changed; a note of
 * their state is kept beside it.
 *
 * @module
 */
import { join } from "node:path";
import { formatNpz } from "@samebit/arrays";
import { type PackConfig, packOf } from "@samebit/datasets";
import { isObject } from "@samebit/input";
import { exists, LIMITS, readGiven, replaceFile, sha256Of } from "@samebit/store";
import { DECODERS } from "./decode_image.ts";
import { findImages, findNamedImages, type ImageFile, type ImageFiles } from "./image_files.ts";
import { parseLabelsTable } from "./labels_table.ts";
import { readPixels } from "./read_pixels.ts";

/** The note beside a packed file. */
interface PackNote {
  /** SHA-256 of the packed file. */
  readonly sha256: string;
  /** SHA-256 of the paths, sizes and times of the images, of the table, and of their decoders. */
  readonly images: string;
}

/**
 * Makes the packed file of a folder of images, unless it exists and is up to date.
 *
 * If the folder itself is missing, a packed file takes its place: it may have come from elsewhere.
 *
 * @returns How many images were packed; 0 if nothing had to be done.
 * @throws {SyntaxError} An image or the table cannot be read; its file is named.
 * @throws {RangeError} The images have different sizes, or there are none, or too many.
 * @throws {Deno.errors.NotFound} Neither the folder nor a packed file is there.
 */
export async function packImages(
  config: PackConfig,
  dataDir: string,
): Promise<number> {
  const path = join(dataDir, packOf(config));
  const folder = join(dataDir, config.folder);
  const table = config.labels === null
    ? undefined
    : await readIfThere(join(dataDir, config.labels));
  const found = await findExamples(config, folder, table);
  if (found === undefined) {
    if (await exists(path)) return 0;
    throw new Deno.errors.NotFound(`there is no folder ${folder}`);
  }
  const encode = (text: string) => new TextEncoder().encode(text);
  const images = sha256Of(encode([DECODERS, table && sha256Of(table), ...found.state].join("\n")));
  if (await isRight(path, images)) return 0;
  const bytes = await packedOf(config, folder, found.files);
  await replaceFile(path, bytes, true);
  const note: PackNote = { sha256: sha256Of(bytes), images };
  await replaceFile(noteOf(path), `${JSON.stringify(note, null, 1)}\n`, true);
  return found.files.length;
}

/** The note beside a packed file says what it was made from. */
function noteOf(path: string): string {
  return `${path}.json`;
}

async function isRight(path: string, images: string): Promise<boolean> {
  const text = await readIfThere(noteOf(path));
  const note = text && parseNote(new TextDecoder().decode(text));
  if (note?.images !== images) return false;
  const packed = await readIfThere(path);
  return packed !== undefined && sha256Of(packed) === note.sha256;
}

function parseNote(text: string): Partial<PackNote> | undefined {
  try {
    const note = JSON.parse(text);
    return isObject(note) ? note : undefined;
  } catch {
    // A damaged file is rebuilt.
    return undefined;
  }
}

async function readIfThere(path: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  return await exists(path) ? await readGiven(path, LIMITS.data) : undefined;
}

/** The images with their classes; undefined if the folder does not exist. */
async function findExamples(
  { labels }: PackConfig,
  folder: string,
  table: Uint8Array | undefined,
): Promise<ImageFiles | undefined> {
  if (labels !== null) {
    if (!await exists(folder)) return undefined;
    if (table === undefined) throw new Deno.errors.NotFound(`there is no table ${labels}`);
    return findNamedImages(folder, parseLabelsTable(table, labels));
  }
  const found = findImages(folder);
  if (found === undefined) return undefined;
  if (found.files.length === 0) {
    throw new RangeError(`Cannot use ${folder}: there are no PNG or JPEG files in its folders`);
  }
  if (found.files[0]!.label !== undefined) return found;
  throw new RangeError(
    `Cannot use ${folder}: it has no folders, which would be the classes; make them, or name the ` +
      "classes in a table with labels",
  );
}

async function packedOf(
  { colors, size }: PackConfig,
  folder: string,
  files: readonly ImageFile[],
): Promise<Uint8Array<ArrayBuffer>> {
  const form = { colors, ...(size !== null && { size }), isCut: size !== null };
  const { values, size: [height, width] } = await readPixels(folder, files, form);
  const axes = colors === "rgb" ? [3, height, width] : [height, width];
  return formatNpz([
    { name: "x", shape: [files.length, ...axes], values },
    { name: "y", shape: [files.length], values: files.map(({ label }) => label!) },
    { name: "file", shape: [files.length], values: files.map(({ path }) => path.normalize("NFC")) },
  ]);
}
