/**
 * The files that pages share, by name: those beside every page in `<out>/assets/`, and those that
 * only a served page has.
 */
import { readOwnFile } from "./files.ts";
import { CHART_SCRIPTS, LIVE_SCRIPT } from "./page/document.tsx";

/** What stands in `<out>/assets/`. */
export const SHARED_FILES: readonly string[] = [...CHART_SCRIPTS, "LICENSES.txt", "page.css"];

/** The content of a shared file, or nothing where there is none of that name. */
export async function readAsset(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (name !== LIVE_SCRIPT && !SHARED_FILES.includes(name)) return undefined;
  const isMade = name.endsWith(".min.js") || name === "LICENSES.txt";
  return await readOwnFile(`${isMade ? "assets" : "page"}/${name}`);
}
