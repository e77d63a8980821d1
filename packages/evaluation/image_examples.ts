/**
 * Examples that are the PNG and JPEG files of a folder, for a network that was trained on images: brought
 * to the form of those, as they were. Where the folder has folders in it, their names are the classes.
 */
import { DATASETS, type Examples } from "@samebit/datasets";
import { type ImageFile, type ImageForm, listImages, readPixels } from "@samebit/images";
import { BadInput, nearest } from "@samebit/input";
import type { InputData } from "@samebit/solver";
import type { Restored } from "./restore.ts";

/** Examples, and the paths of their files below the folder. */
export type ImageExamples = Examples<Uint8Array> & { readonly files: readonly string[] };

/**
 * Reads the images of a folder.
 *
 * @returns Undefined where there is no such folder.
 * @throws {BadInput} They cannot be read, or the network takes no images, or not such.
 */
export async function readImageExamples(
  folder: string,
  { run: { plan }, data }: Restored,
): Promise<ImageExamples | undefined> {
  const files = listImages(folder, "--data");
  if (files === undefined) return undefined;
  if (files.length === 0) {
    throw new BadInput(
      "--data",
      `${folder} contains no PNG or JPEG files, nor do the folders in it`,
    );
  }
  const form = formOf(plan.dataset, data);
  try {
    const { values } = await readPixels(folder, files, form);
    const isLabelled = files[0]!.label !== undefined;
    return {
      values,
      ...(isLabelled && { labels: labelsOf(files, data.classes) }),
      count: files.length,
      files: files.map(({ path }) => path),
    };
  } catch (cause) {
    if (!(cause instanceof SyntaxError || cause instanceof RangeError)) throw cause;
    throw new BadInput("--data", cause.message, { cause });
  }
}

/** The form that the network's own images had. */
function formOf(config: Restored["run"]["plan"]["dataset"], { shape }: InputData): ImageForm {
  if (!("hasPixels" in DATASETS[config.kind])) {
    throw new BadInput(
      "--data",
      `is a folder of images, but the network was trained on the data set ${config.kind}, whose ` +
        "values are not pixels from 0 to 255; wanted a CSV file",
    );
  }
  const [height, width] = shape.slice(-2) as [number, number];
  return {
    colors: shape.length === 3 ? "rgb" : "grey",
    size: [height, width],
    isCut: config.kind === "images" && config.size !== null,
  };
}

function labelsOf(files: readonly ImageFile[], classes: readonly string[]): Uint16Array {
  return Uint16Array.from(files, ({ label }) => {
    const number = classes.indexOf(label!);
    if (number >= 0) return number;
    const hint = nearest(label!, classes);
    throw new BadInput(
      "--data",
      `the folder ${JSON.stringify(label)} is not a class of the network; ${
        hint === undefined
          ? `wanted one of ${classes.slice(0, MOST).join(", ")}${
            classes.length > MOST ? ", ..." : ""
          }`
          : `did you mean ${JSON.stringify(hint)}?`
      }`,
    );
  });
}

/** More classes are not listed. */
const MOST = 20;
