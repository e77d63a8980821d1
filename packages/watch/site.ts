/**
 * What is served at which path: the index, a page for each experiment, the files that pages share,
 * the logs that they link to and the records of runs that can be repeated. No other path exists, so
 * that a crafted path gets nothing else out of the folder.
 *
 * @module
 */
import { join } from "node:path";
import { isSlug } from "@samebit/experiment";
import { BadInput } from "@samebit/input";
import { readAsset } from "@samebit/pages";
import { listExperiments, readRerun } from "@samebit/report";
import { EXPERIMENT_FILES, parseExperimentRecord, RUN_FILES } from "@samebit/runlog";
import { readBytes, readText } from "@samebit/store";
import { createLiveIndex, createLivePage, type Draw, type LiveOptions } from "./live_pages.ts";
import { paced } from "./paced.ts";

/** Something served. */
export interface Served {
  /** Its bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Its media type. */
  readonly type: string;
}

/** Returns what is at a path, another path to request, or nothing. */
export type Site = (path: string) => Promise<Served | { readonly moved: string } | undefined>;

/** What a site is made of. */
export interface SiteOptions extends LiveOptions {
  /** The only experiment, where it is not all of them. */
  readonly slug?: string | undefined;
}

/** Media types by the ends of names. */
const TYPES: readonly (readonly [end: string, type: string])[] = [
  [".js", "text/javascript; charset=utf-8"],
  [".css", "text/css; charset=utf-8"],
  [".json", "application/json"],
  [".csv", "text/plain; charset=utf-8"],
  [".txt", "text/plain; charset=utf-8"],
];

/** The logs of a run, some of which pages link to. */
const SERVED: readonly string[] = [
  RUN_FILES.record,
  RUN_FILES.steps,
  RUN_FILES.epochs,
  RUN_FILES.layers,
  RUN_FILES.predictions,
  RUN_FILES.importance,
];

/** The site over the experiments in a folder. */
export function createSite({ slug: only, ...options }: SiteOptions): Site {
  const { out, now } = options;
  const list = () => listExperiments(out);
  const index = paced(createLiveIndex(options, list), now);
  const pages = new Map<string, Draw>();
  const pageOf = (slug: string): Draw => {
    const page = pages.get(slug) ?? paced(createLivePage(options, slug), now);
    pages.set(slug, page);
    return page;
  };
  const isThere = async (slug: string) =>
    only === undefined ? isSlug(slug) && (await list()).includes(slug) : slug === only;
  return async (path) => {
    const [, first = "", second, ...rest] = path.split("/");
    const isPage = rest.length === 0 && (second === "" || second === "index.html");
    if (second === undefined && (first === "" || first === "index.html")) {
      return only === undefined ? html(await index()) : { moved: `/${only}/index.html` };
    }
    if (first === "assets") return rest.length === 0 ? await asset(second ?? "") : undefined;
    if (!await isThere(first)) return undefined;
    if (second === undefined) return { moved: `/${first}/index.html` };
    if (isPage) return html(await pageOf(first)());
    return await runFile(out, first, [second, ...rest]);
  };
}

function html(text: string): Served {
  return { bytes: encode(text), type: "text/html; charset=utf-8" };
}

function encode(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

async function asset(name: string): Promise<Served | undefined> {
  const bytes = await readAsset(name);
  return bytes && { bytes, type: typeOf(name) };
}

function typeOf(name: string): string {
  return TYPES.find(([end]) => name.endsWith(end))?.[1] ?? "application/octet-stream";
}

/** A file of a run, or its record as a script for repeating it. */
async function runFile(
  out: string,
  slug: string,
  parts: readonly string[],
): Promise<Served | undefined> {
  const [folder, name] = [parts.slice(0, -1).join("/"), parts.at(-1)!];
  if (folder === "rerun" && name.endsWith(".js")) {
    const run = `runs/${name.slice(0, -".js".length)}`;
    if (!await isPlanned(out, slug, run)) return undefined;
    const text = await unlessRefused(readRerun(join(out, slug), name));
    return text === undefined ? undefined : { bytes: encode(text), type: typeOf(name) };
  }
  if (!SERVED.includes(name) || !await isPlanned(out, slug, folder)) return undefined;
  const bytes = await unlessRefused(readBytes(join(out, slug, folder, name)));
  return bytes && { bytes, type: typeOf(name) };
}

/** Whether the experiment names a run's folder. */
async function isPlanned(out: string, slug: string, folder: string): Promise<boolean> {
  const path = join(out, slug, EXPERIMENT_FILES.record);
  const text = await unlessRefused(readText(path));
  try {
    return text !== undefined &&
      parseExperimentRecord(text, path).runs.some((run) => run.folder === folder);
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** What is read; nothing if it is refused: the page says why. */
async function unlessRefused<T>(reading: Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof BadInput) return undefined;
    throw error;
  }
}
