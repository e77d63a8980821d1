/**
 * From the record of an experiment to its archive. The same record at the same commit gives the
 * same bytes: the date and the machine on which the archive is made leave no trace in it.
 */
import { fileURLToPath } from "node:url";
import { isAbsolute, relative, resolve } from "node:path";
import { fillChecklist, findingsOf, readExperiment } from "@samebit/findings";
import { BadInput } from "@samebit/input";
import { readAsset } from "@samebit/pages";
import { renderOneFile } from "@samebit/report";
import type { JsonObject } from "@samebit/runlog";
import { createDataFolder } from "@samebit/store";
import { croissantOf } from "./contents/croissant.ts";
import { type DataSet, dataSetsOf, nameOf } from "./contents/data_sets.ts";
import { createGit } from "./contents/git.ts";
import { readRecorded, type Recorded } from "./contents/recorded.ts";
import { type CratedRun, dataPath, roCrateOf } from "./contents/ro_crate.ts";
import { readSource } from "./contents/source.ts";
import { type About, checklistOf, citationOf, dataReadmeOf, readmeOf } from "./contents/texts.ts";
import { sha256Of } from "@samebit/store/sha256";
import { formatSums, SUMS } from "./sums.ts";
import { writeZip } from "./zip/write_zip.ts";

/** The options of publishing. */
export interface PublishOptions {
  /** The folder of runs and pages. */
  readonly out: string;
  /** The folder of data files. */
  readonly dataDir: string;
  /** Whether the checkout may differ from its commit; the difference goes into the archive. */
  readonly allowDirty: boolean;
  /** Whether to include the weights of runs; otherwise the lock has their digests. */
  readonly weights: boolean;
  /** The authors of the result; by default those whom git names for the experiment's file. */
  readonly authors?: readonly string[];
}

/** An archive that has been made. */
export interface PublishedArchive {
  /** Its file name: the experiment and the start of the archive's SHA-256. */
  readonly name: string;
  /** Its bytes. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** Their SHA-256, hexadecimal. */
  readonly sha256: string;
  /** How many files are in it. */
  readonly files: number;
}

/** The checkout that this program is part of. */
const CHECKOUT = fileURLToPath(new URL("../../", import.meta.url));

/**
 * Makes the archive of an experiment.
 *
 * @param file The experiment's file.
 * @throws {BadInput} The checkout, the runs or the lock are not valid; the message names the
 *   remedy.
 */
export async function publishExperiment(
  file: string,
  options: PublishOptions,
): Promise<PublishedArchive> {
  const { out, dataDir, allowDirty, weights } = options;
  const source = await readSource(CHECKOUT, allowDirty);
  const recorded = await readRecorded(file, { out, dataDir, weights });
  const { slug, runs } = recorded;
  const found = findingsOf(await readExperiment(`${out}/${slug}`));
  const environments = new Map(
    found.logs.runs.map(({ planned, environment }) => [planned.folder, environment]),
  );
  const { title, question } = found.logs.record;
  const about: About = {
    slug,
    title,
    question,
    authors: options.authors ?? await authorsOf(file, slug),
    day: newest([
      source.time,
      ...[...environments.values()].map((each) => String(each?.["started"] ?? "")),
    ]),
    source,
  };
  const data = createDataFolder(dataDir);
  const dataSets = await dataSetsOf(runs, {
    readFile: data.readFile,
    sha256: sha256Of,
  });
  const files = new Map(recorded.files);
  const add = (name: string, content: string | Uint8Array) => files.set(name, bytesOf(content));
  add("README.md", readmeOf(about, { runs: runs.length, weights, kinds: kindsOf(runs) }));
  add("CITATION.cff", citationOf(about));
  add("checklist.md", checklistOf(fillChecklist(found, "present")));
  add("index.html", await renderOneFile(out, slug, { lock: "present" }));
  add("verify.mjs", await ownFile("generated/verify.mjs"));
  add("source.tar", source.tar);
  add("deno.lock", source.lockfile);
  if (source.patch !== undefined) add("source-changes.patch", source.patch);
  for (const [name, text] of await licenceFiles(dataSets)) add(name, text);
  for (const [name, text] of dataFiles(dataSets, about.day)) add(name, text);
  for (const name of startFilesOf(runs)) add(dataPath(name), await data.readFile(name));
  const crated = runs.map((run) => cratedRun(run, environments.get(run.folder)));
  const described = new Map(
    [...files].sort(([a], [b]) => a < b ? -1 : 1)
      .map(([name, bytes]) => [name, { size: bytes.length, sha256: sha256Of(bytes) }]),
  );
  add("ro-crate-metadata.json", roCrateOf({ about, runs: crated, dataSets, files: described }));
  add(SUMS, formatSums(new Map([...files].map(([name, bytes]) => [name, sha256Of(bytes)]))));
  const bytes = writeZip(files);
  const sha256 = sha256Of(bytes);
  return { name: `${slug}-${sha256.slice(0, 8)}.zip`, bytes, sha256, files: files.size };
}

/** The author's own kinds that runs use. */
function kindsOf(runs: Recorded["runs"]): string[] {
  return [...new Set(runs.flatMap(({ plan }) => Object.keys(plan.kinds)))].sort();
}

async function authorsOf(file: string, slug: string): Promise<string[]> {
  const path = relative(CHECKOUT, resolve(file));
  const isOutside = isAbsolute(path) || path.startsWith("..");
  const names = isOutside ? [] : await createGit(CHECKOUT).authors(path);
  return names.length > 0 ? names : [`the authors of ${slug}`];
}

/** The latest date of times in ISO 8601. */
function newest(times: readonly string[]): string {
  return times.filter((time) => /^\d{4}-\d\d-\d\d/.test(time))
    .map((time) => time.slice(0, 10)).sort().at(-1)!;
}

function cratedRun(
  { folder, plan, files }: Recorded["runs"][number],
  environment: JsonObject | undefined,
): CratedRun {
  const { started, deno } = environment ?? {};
  return {
    folder,
    plan: plan as unknown as JsonObject,
    dataSet: nameOf(plan.dataset),
    files,
    ...(typeof started === "string" && { started }),
    ...(typeof deno === "string" && { deno }),
  };
}

function* dataFiles(
  dataSets: readonly DataSet[],
  day: string,
): Generator<[name: string, content: string | Uint8Array]> {
  yield [dataPath("README.md"), dataReadmeOf(dataSets)];
  for (const set of dataSets) {
    for (const { name, bytes } of set.files) if (bytes !== undefined) yield [dataPath(name), bytes];
    const text = JSON.stringify(croissantOf(set, day), null, 2) + "\n";
    if (set.files.length > 0) yield [dataPath(`${set.name}.croissant.json`), text];
  }
}

/** The files of weights that runs begin with, below the folder of data. */
function startFilesOf(runs: Recorded["runs"]): string[] {
  const files = runs.flatMap(({ plan: { model: { initialization } } }) =>
    initialization.kind === "from" ? [initialization.file] : []
  );
  return [...new Set(files)].sort();
}

async function licenceFiles(
  dataSets: readonly DataSet[],
): Promise<[name: string, content: Uint8Array][]> {
  const isByAttribution = dataSets.some(({ licence }) => licence?.name === "CC BY 4.0");
  return [
    ["licences/MIT.txt", await ownFile("../../LICENSE")],
    ["licences/packages-in-verify.txt", await ownFile("generated/LICENSES.txt")],
    ["licences/packages-in-page.txt", (await readAsset("LICENSES.txt"))!],
    ...(isByAttribution
      ? [
        ["licences/CC-BY-4.0.txt", await ownFile("licences/CC-BY-4.0.txt")] as [string, Uint8Array],
      ]
      : []),
  ];
}

async function ownFile(name: string): Promise<Uint8Array> {
  const url = new URL(name, import.meta.url);
  try {
    return await Deno.readFile(url);
  } catch (cause) {
    if (!(cause instanceof Deno.errors.NotFound)) throw cause;
    throw new BadInput(fileURLToPath(url), "is missing from this checkout: deno task generate", {
      cause,
    });
  }
}

function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}
