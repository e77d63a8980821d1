/**
 * The files that pages share, by name: those beside every page in `<out>/assets/`, and those that
 * only a served page has.
 */
import { CHART_SCRIPTS, LIVE_SCRIPT, RERUN_SCRIPT, STYLES } from "./document.tsx";
import { readOwnFile, writeIfChanged } from "./files.ts";

/** The program of the worker that repeats runs, as a script that provides it as a text. */
export const RERUN_PROGRAM = "rerun_worker.js";

/** The licences of third-party code. */
export const LICENCES = "LICENSES.txt";

/** The contents of `<out>/assets/`. */
export const SHARED_FILES: readonly string[] = [
  ...CHART_SCRIPTS,
  RERUN_SCRIPT,
  RERUN_PROGRAM,
  LICENCES,
  STYLES,
];

/** Those made by tools. */
const MADE = /\.min\.js$|^(LICENSES\.txt|rerun_worker\.js|rerun\.js|charts\.js)$/;

/** The content of a shared file, or nothing if there is none of that name. */
export async function readAsset(name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (name !== LIVE_SCRIPT && !SHARED_FILES.includes(name)) return undefined;
  return await readOwnFile(`${MADE.test(name) ? "assets" : "page"}/${name}`);
}

/** Writes what all pages share. */
export async function writeAssets(out: string): Promise<void> {
  for (const name of SHARED_FILES) {
    await writeIfChanged(`${out}/assets`, name, (await readAsset(name))!);
  }
}
