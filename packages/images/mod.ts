/**
 * Images in PNG and JPEG files: decoded, brought to one size and one number of channels, and packed
 * into one file of pixels and classes, which `@samebit/datasets` loads.
 *
 * The one idea: decoders differ, so only the pixels count. Everything here happens before a run
 * gets its identity; a run's numbers follow from the packed pixels alone, wherever they were
 * decoded.
 *
 * Not for changing images: nothing is scaled or rotated.
 *
 * @module
 */
export { decodeImage } from "./decode_image.ts";
export { type ImageFile, listImages } from "./image_files.ts";
export { loadFrom } from "./load_from.ts";
export { type Pixels, writePlanes } from "./pixels.ts";
export { readAhead, type ReadFile } from "./read_ahead.ts";
export { type ImageForm, type ReadPixels, readPixels } from "./read_pixels.ts";
