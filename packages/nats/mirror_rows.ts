/**
 * The rows of a run in progress elsewhere, written to its folder here, so that anyone watching the
 * folder sees them. They are the beginning of the final logs; until then the folder counts as
 * begun.
 *
 * @module
 */
import { join } from "node:path";
import { makeFolder, openKept, type RunJob } from "@samebit/store";
import type { Rows } from "./messages.ts";

/** The longest log that is mirrored: a longer one cannot be sent at the end either. */
const MOST_BYTES = 2 ** 30;

/** Writes rows where they belong; leaves them out if the rows before them are missing. */
export function mirrorRows({ folder }: RunJob, { name, offset, text }: Rows): void {
  if (offset + text.length > MOST_BYTES) return;
  makeFolder(folder);
  using file = openKept(join(folder, name));
  if (file.statSync().size < offset) return;
  file.seekSync(offset, Deno.SeekMode.Start);
  const bytes = new TextEncoder().encode(text);
  for (let written = 0; written < bytes.length;) written += file.writeSync(bytes.subarray(written));
}
