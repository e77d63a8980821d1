/**
 * The files of this package itself, and what it writes: a file that already holds the same bytes is
 * left alone. The output folder is read and written only through @samebit/store.
 */
import { makeFolder, readBytes, replaceFile, sameBytes } from "@samebit/store";

/** The bytes of a file beside this module's package, such as `assets/vega.min.js`. */
export function readOwnFile(name: string): Promise<Uint8Array<ArrayBuffer>> {
  return Deno.readFile(new URL(name, import.meta.url));
}

/** Writes a file unless it already holds these bytes; creates its folder if there is none. */
export async function writeIfChanged(
  folder: string,
  name: string,
  content: string | Uint8Array,
): Promise<void> {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  const path = `${folder}/${name}`;
  if (sameBytes(await readBytes(path), bytes)) return;
  makeFolder(folder);
  await replaceFile(path, bytes, true);
}
