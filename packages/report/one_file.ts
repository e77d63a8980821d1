/**
 * A page as one file: its charts, data, styles and scripts inside, and the records of the runs that
 * it can repeat. It opens with a double click, with no other files and no network.
 */
import { deflateSync } from "fflate";
import type { LockState } from "@samebit/findings";
import {
  CHART_SCRIPTS,
  type Held,
  readAssetText,
  readHeld,
  RERUN_PROGRAM,
  RERUN_SCRIPT,
  STYLES,
  writeIfChanged,
} from "@samebit/pages";
import { type OfferedRun, offerReruns, readRerunRecord } from "./reruns.ts";
import { drawReport } from "./write_report.ts";

/**
 * The HTML of the page of the experiment in `<out>/<slug>` as one file, from its logs alone. The same
 * logs give the same bytes.
 *
 * @throws {SyntaxError} naming the file and the place in it, if a log cannot be read.
 * @throws {Deno.errors.NotFound} if there is no such experiment.
 */
export async function renderOneFile(
  out: string,
  slug: string,
  { lock }: { readonly lock?: LockState } = {},
): Promise<string> {
  const folder = `${out}/${slug}`;
  const { html } = await drawReport(out, slug, {
    ...(lock && { lock }),
    offer: (variants) => offerReruns(folder, variants),
    hold: (offered) => hold(folder, offered),
  });
  return html;
}

/** Writes {@link renderOneFile} to `<out>/<slug>/<slug>.html`, and returns that path. */
export async function writeOneFile(
  out: string,
  slug: string,
  options: { readonly lock?: LockState } = {},
): Promise<string> {
  const html = await renderOneFile(out, slug, options);
  await writeIfChanged(`${out}/${slug}`, `${slug}.html`, html);
  return `${out}/${slug}/${slug}.html`;
}

async function hold(folder: string, offered: readonly OfferedRun[]): Promise<Held> {
  const names = [STYLES, ...CHART_SCRIPTS, ...(offered.length > 0 ? [RERUN_SCRIPT] : [])];
  const held = await readHeld(names);
  if (offered.length === 0) return held;
  const records: Record<string, unknown> = {};
  for (const { name } of offered) records[name] = await readRerunRecord(folder, name);
  const packed = new Map([
    ["rerun-program", pack(programOf(await readAssetText(RERUN_PROGRAM)))],
    ["rerun-records", pack(JSON.stringify(records))],
  ]);
  return { ...held, packed };
}

/** The program in the script that hands it over. */
function programOf(script: string): string {
  const text = /^globalThis\.samebitRerunWorker = (".*");$/m.exec(script)?.[1];
  if (text === undefined) throw new Error(`Cannot read ${RERUN_PROGRAM}: it is of another shape`);
  return JSON.parse(text);
}

/**
 * A text as a page holds it until it is needed; packed by plain JavaScript, the same on every
 * machine.
 */
function pack(text: string): string {
  return deflateSync(new TextEncoder().encode(text), { level: 9, mem: 12 }).toBase64();
}
