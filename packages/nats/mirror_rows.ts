/**
 * The rows of a run that is made elsewhere, in its folder here while it grows, so that whoever
 * watches the folder sees them. They are a part of what will be there in the end; until then the
 * folder counts as begun.
 *
 * @module
 */
import { join } from "node:path";
import { makeFolder, openKept, type RunJob } from "@samebit/store";
import type { Rows } from "./messages.ts";

/** The longest log that is mirrored: what is longer does not travel in the end either. */
const MOST_BYTES = 2 ** 30;

/** Writes rows where they belong; leaves them out where what comes before them is not there. */
export function mirrorRows({ folder }: RunJob, { name, offset, text }: Rows): void {
  if (offset + text.length > MOST_BYTES) return;
  makeFolder(folder);
  using file = openKept(join(folder, name));
  if (file.statSync().size < offset) return;
  file.seekSync(offset, Deno.SeekMode.Start);
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
}
