/**
 * Which files of a folder are images, and the class of each: by the folder it is in, or by a table.
 * Not for reading them.
 *
 * @module
 */
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { type GivenEntry, listGiven } from "@samebit/store";
import type { LabelledName } from "./labels_table.ts";

/** An image of a folder. */
export interface ImageFile {
  /** Its path below the folder, with slashes. */
  readonly path: string;
  /** Its class; absent if none is given. */
  readonly label?: string;
}

/** The images of a folder in the order of the examples, and what reveals a change of them. */
export interface ImageFiles {
  /** The images. */
  readonly files: readonly ImageFile[];
  /** A line for each file that was seen: its path, its size, and when it was last changed. */
  readonly state: readonly string[];
}

const READ = /\.(png|jpe?g)$/i;
const NOT_READ = /\.(gif|bmp|webp|tiff?|avif|heic|jxl|jp2|svg|ppm|pgm|tga|ico)$/i;

/**
 * The images of a folder whose own folders are the classes, in the order of their paths by UTF-16 code
 * units; or, where there are no folders, of the folder itself, without classes. Letters with accents
 * are compared and named in Unicode's composed form, since systems write them in either.
 *
 * @returns Undefined if there is no such folder.
 * @throws {SyntaxError} An image is of an unsupported kind, or is where no class is given.
 */
export function findImages(folder: string): ImageFiles | undefined {
  const entries = listGiven(folder);
  if (entries === undefined) return undefined;
  const state: string[] = [];
  const files: ImageFile[] = [];
  const folders = entries.filter(({ isFolder }) => isFolder);
  const loose = imagesIn(entries, folder, state);
  if (folders.length === 0) files.push(...loose.map((path) => ({ path })));
  else if (loose.length > 0) {
    throw new SyntaxError(
      `Cannot use ${folder}: ${
        loose[0]
      } lies beside the folders of the classes; move it into one ` +
        "of them, or name the classes in a table with labels",
    );
  }
  for (const { name } of folders) {
    const inside = listGiven(join(folder, name)) ?? [];
    const deeper = inside.find(({ isFolder }) => isFolder);
    if (deeper !== undefined) {
      throw new SyntaxError(
        `Cannot use ${folder}: there is a folder ${deeper.name} in the folder ${name} of a class; ` +
          `wanted images there. Name the folder whose folders are classes, such as ${name}`,
      );
    }
    const label = name.normalize("NFC");
    const found = imagesIn(inside, join(folder, name), state, `${name}/`);
    files.push(...found.map((path) => ({ path, label })));
  }
  const key = ({ path }: ImageFile) => path.normalize("NFC");
  files.sort((a, b) => key(a) < key(b) ? -1 : 1);
  return { files, state };
}

/**
 * As {@link findImages}, for a folder that a user named; the images alone.
 *
 * @param place What an error names.
 * @throws {BadInput} An image is of an unsupported kind, or is where no class is given.
 */
export function listImages(folder: string, place: string): readonly ImageFile[] | undefined {
  try {
    return findImages(folder)?.files;
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new BadInput(place, cause.message, { cause });
  }
}

/** The images of a folder that a table names, in the order of its rows. */
export function findNamedImages(folder: string, rows: readonly LabelledName[]): ImageFiles {
  const state: string[] = [];
  const known = new Map<string, string>();
  const look = (below: string) => {
    for (const entry of listGiven(join(folder, below)) ?? []) {
      const path = `${below}${entry.name}`;
      if (entry.isFolder) look(`${path}/`);
      else {
        known.set(path.normalize("NFC"), path);
        state.push(stateOf(path, entry));
      }
    }
  };
  look("");
  const files = rows.map(({ name, label, place }) => {
    const path = known.get(name.normalize("NFC"));
    if (path !== undefined) return { path, label };
    throw new SyntaxError(
      `Cannot read ${place}: there is no file ${
        JSON.stringify(name)
      } in ${folder}; wanted a path ` +
        "below that folder, with its ending",
    );
  });
  return { files, state };
}

function imagesIn(
  entries: readonly GivenEntry[],
  folder: string,
  state: string[],
  below = "",
): string[] {
  return entries.filter(({ isFolder }) => !isFolder).flatMap((entry) => {
    if (NOT_READ.test(entry.name)) {
      throw new SyntaxError(
        `Cannot read ${join(folder, entry.name)}: wanted PNG or JPEG; convert it, or move it away`,
      );
    }
    if (!READ.test(entry.name)) return [];
    const path = `${below}${entry.name}`;
    state.push(stateOf(path, entry));
    return [path];
  });
}

function stateOf(path: string, { size, changedMs }: GivenEntry): string {
  return `${path}\t${size}\t${changedMs}`;
}
