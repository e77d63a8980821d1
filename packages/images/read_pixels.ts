/**
 * The pixels of many images in one array, as a data set has them: decoded, of one size and one number
 * of channels.
 *
 * @module
 */
import type { Colors, ImageSize } from "@samebit/datasets";
import { LIMITS } from "@samebit/store";
import { decodeImage } from "./decode_image.ts";
import type { ImageFile } from "./image_files.ts";
import { countValues, type Pixels, writePlanes } from "./pixels.ts";
import { readAhead } from "./read_ahead.ts";

/** The most bytes of pixels, so that the packed file can be read. */
const MOST_BYTES = LIMITS.data.bytes - 2 ** 26;

/** The form of the images of a data set. */
export interface ImageForm {
  /** Their channels. */
  readonly colors: Colors;
  /** Their size; that of the first one if left out. */
  readonly size?: ImageSize;
  /** Whether images of another size are cropped or padded to it; otherwise they are refused. */
  readonly isCut: boolean;
}

/** The pixels of images. */
export interface ReadPixels {
  /** [images, channels, height, width]; without the channels if they are grey. */
  readonly values: Uint8Array;
  /** The size of each. */
  readonly size: ImageSize;
}

/**
 * Reads images, in their order.
 *
 * @param files At least one.
 * @throws {SyntaxError} An image cannot be read; its file is named.
 * @throws {RangeError} An image has another size, or there are too many.
 */
export async function readPixels(
  folder: string,
  files: readonly ImageFile[],
  { colors, size: wanted, isCut }: ImageForm,
): Promise<ReadPixels> {
  let read: ReadPixels | undefined;
  let done = 0;
  for await (const { path, bytes } of readAhead(folder, files)) {
    const image = decodeImage(bytes, path);
    if (read === undefined) {
      const size = wanted ?? [image.height, image.width];
      read = { values: room(files.length, countValues(colors, size), folder), size };
    }
    if (!isCut) {
      requireSize(image, read.size, path, wanted === undefined ? files[0]!.path : undefined);
    }
    const length = countValues(colors, read.size);
    writePlanes(image, colors, read.size, read.values.subarray(done * length, (done + 1) * length));
    done++;
  }
  return read!;
}

function room(images: number, length: number, folder: string): Uint8Array {
  if (images * length <= MOST_BYTES) return new Uint8Array(images * length);
  throw new RangeError(
    `Cannot use ${folder}: its ${images} images have ${
      images * length
    } bytes of pixels; wanted at ` +
      `most ${MOST_BYTES}; use fewer or smaller images`,
  );
}

/** Refuses an image whose size differs from the first one's, or from the network's. */
function requireSize(
  image: Pixels,
  [height, width]: ImageSize,
  path: string,
  first: string | undefined,
): void {
  if (image.height === height && image.width === width) return;
  const has = `Cannot use ${path}: it has ${image.height}×${image.width} pixels, `;
  throw new RangeError(
    first === undefined
      ? `${has}the images that the network was trained on have ${height}×${width}; scale it with ` +
        "another program"
      : `${has}${first} has ${height}×${width}; set size: [${height}, ${width}] to crop and pad images ` +
        "around their centre, or scale them with another program",
  );
}
