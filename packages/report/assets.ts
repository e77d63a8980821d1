/**
 * The files that pages share, by name: those beside every page in `<out>/assets/`, and those that
 * only a served page has.
 */
import { readOwnFile } from "./files.ts";
import { CHART_SCRIPTS, LIVE_SCRIPT, RERUN_SCRIPT } from "./page/document.tsx";

/** What stands in `<out>/assets/`. */
export const SHARED_FILES: readonly string[] = [
  ...CHART_SCRIPTS,
  RERUN_SCRIPT,
  "rerun_worker.js",
  "LICENSES.txt",
  "page.css",
];

/** Those made by tools. */
const MADE = /\.min\.js$|^(LICENSES\.txt|rerun_worker\.js)$/;

/** The content of a shared file, or nothing where there is none of that name. */
export async function readAsset(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (name !== LIVE_SCRIPT && !SHARED_FILES.includes(name)) return undefined;
  return await readOwnFile(`${MADE.test(name) ? "assets" : "page"}/${name}`);
}
