/**
 * `ro-crate-metadata.json`: which program wrote which file, from what, with which parameters, when
 * and for whom, as a graph that research archives read.
 *
 * Sources: RO-Crate Metadata Specification 1.1; Workflow Run RO-Crate, Process Run Crate 0.5.
 */
import type { Json, JsonObject } from "@samebit/runlog";
import type { DataSet } from "./data_sets.ts";
import type { About } from "./texts.ts";

/** A thing of the graph. */
type Entity = { readonly "@id": string } & JsonObject;

/** What the graph says about a run. */
export interface CratedRun {
  /** Its folder, such as `runs/adam-seed1-0a1b2c3d`. */
  readonly folder: string;
  /** Its plan. */
  readonly plan: JsonObject;
  /** The name of its data set. */
  readonly dataSet: string;
  /** The paths of its files. */
  readonly files: readonly string[];
  /** When it began and ended, in ISO 8601, if its clock is known. */
  readonly started?: string;
  readonly ended?: string;
  /** The version of the engine that ran it, if known. */
  readonly deno?: string;
}

/** What the graph is about. */
export interface Crate {
  readonly about: About;
  readonly runs: readonly CratedRun[];
  readonly dataSets: readonly DataSet[];
  /** Size and SHA-256 of every file, by its path. */
  readonly files: ReadonlyMap<string, { readonly size: number; readonly sha256: string }>;
}

const METADATA = "ro-crate-metadata.json";
const PROCESS_RUN = "https://w3id.org/ro/wfrun/process/0.5";
const PROGRAM = "#samebit";
const MIT = "https://spdx.org/licenses/MIT";

/** The text of the file. */
export function roCrateOf(crate: Crate): string {
  const graph = [
    descriptor(),
    root(crate),
    profile(),
    ...program(crate),
    ...authors(crate),
    ...dataSets(crate),
    ...crate.runs.flatMap((run) => runEntities(run, crate)),
    ...parameters(crate),
    page(crate),
    ...files(crate),
    ...licences(crate),
  ];
  const context = [
    "https://w3id.org/ro/crate/1.1/context",
    "https://w3id.org/ro/terms/workflow-run/context",
  ];
  return JSON.stringify({ "@context": context, "@graph": graph }, null, 2) + "\n";
}

const to = (id: string) => ({ "@id": id });

function descriptor(): Entity {
  return {
    "@id": METADATA,
    "@type": "CreativeWork",
    about: to("./"),
    conformsTo: to("https://w3id.org/ro/crate/1.1"),
  };
}

function root({ about, runs, files }: Crate): Entity {
  const inRuns = new Set(runs.flatMap((run) => run.files));
  const own = [...files.keys()].filter((name) => !inRuns.has(name));
  return {
    "@id": "./",
    "@type": "Dataset",
    name: about.title,
    description: about.question,
    datePublished: about.day,
    license: to(MIT),
    author: about.authors.map((name) => to(authorId(name))),
    conformsTo: to(PROCESS_RUN),
    hasPart: [...own, ...runs.map(({ folder }) => `${folder}/`)].map(to),
    mentions: [...runs.map(({ folder }) => to(actionId(folder))), to("#page")],
  };
}

function profile(): Entity {
  return {
    "@id": PROCESS_RUN,
    "@type": "CreativeWork",
    name: "Process Run Crate",
    version: "0.5",
  };
}

function program({ about: { source }, runs }: Crate): Entity[] {
  const versions = [...new Set(runs.flatMap(({ deno }) => deno ?? []))].sort();
  return [
    {
      "@id": PROGRAM,
      "@type": "SoftwareApplication",
      name: "Samebit",
      softwareVersion: source.commit,
      identifier: source.swhid,
      license: to(MIT),
      hasPart: to("source.tar"),
      ...(versions.length > 0 && { softwareRequirements: versions.map((v) => to(`#deno-${v}`)) }),
    },
    ...versions.map((version) => ({
      "@id": `#deno-${version}`,
      "@type": "SoftwareApplication",
      name: "Deno",
      url: "https://deno.com",
      softwareVersion: version,
    })),
  ];
}

function authorId(name: string): string {
  return `#author-${encodeURIComponent(name)}`;
}

function authors({ about }: Crate): Entity[] {
  return about.authors.map((name) => ({ "@id": authorId(name), "@type": "Person", name }));
}

function dataSetId(name: string): string {
  return `#data-${encodeURIComponent(name)}`;
}

function dataSets({ dataSets }: Crate): Entity[] {
  return dataSets.map(({ name, about, licence, citation, files, hashes }) => ({
    "@id": dataSetId(name),
    "@type": "Dataset",
    name,
    description: about,
    identifier: hashes.map((hash) => `sha256:${hash}`),
    ...(licence && { license: to(licence.url) }),
    ...(citation && { citation }),
    hasPart: files.map(({ name, url }) => to(url ?? dataPath(name))),
  }));
}

/** The path of a data file in the archive. */
export function dataPath(name: string): string {
  return `data/${name}`;
}

function actionId(folder: string): string {
  return `#make-${encodeURIComponent(folder)}`;
}

function runEntities(
  { folder, plan, dataSet, files, started, ended }: CratedRun,
  { about, dataSets }: Crate,
): Entity[] {
  const data = dataSets.find(({ name }) => name === dataSet)!;
  return [
    {
      "@id": actionId(folder),
      "@type": "CreateAction",
      name: `Training ${folder}`,
      instrument: to(PROGRAM),
      agent: about.authors.map((name) => to(authorId(name))),
      ...(started && { startTime: started }),
      ...(ended && { endTime: ended }),
      object: [
        to(`experiments/${about.slug}.ts`),
        to(dataSetId(dataSet)),
        ...data.files.map(({ name, url }) => to(url ?? dataPath(name))),
        ...settingsOf(plan).map(([name, value]) => to(parameterId(name, value))),
      ],
      result: [to(`${folder}/`), ...files.map(to)],
      actionStatus: to("http://schema.org/CompletedActionStatus"),
    },
    { "@id": `${folder}/`, "@type": "Dataset", name: folder, hasPart: files.map(to) },
  ];
}

/** Every setting of a plan by its path, such as `optimizer.learningRate`. */
function settingsOf(plan: Json, path = ""): [name: string, value: Json][] {
  if (typeof plan !== "object" || plan === null || Array.isArray(plan)) return [[path, plan]];
  return Object.entries(plan).flatMap(([name, value]) =>
    settingsOf(value, path === "" ? name : `${path}.${name}`)
  );
}

function parameterId(name: string, value: Json): string {
  return `#parameter-${name}=${encodeURIComponent(JSON.stringify(value))}`;
}

/** Each setting once, however many runs have it. */
function parameters({ runs }: Crate): Entity[] {
  const all = runs.flatMap(({ plan }) => settingsOf(plan));
  const byId = new Map(all.map(([name, value]) => [parameterId(name, value), { name, value }]));
  return [...byId].map(([id, { name, value }]) => ({
    "@id": id,
    "@type": "PropertyValue",
    name,
    value: typeof value === "object" ? JSON.stringify(value) : value,
  }));
}

function page({ about, runs }: Crate): Entity {
  return {
    "@id": "#page",
    "@type": "CreateAction",
    name: "Writing the page",
    instrument: to(PROGRAM),
    agent: about.authors.map((name) => to(authorId(name))),
    object: [to("experiment.json"), ...runs.map(({ folder }) => to(`${folder}/`))],
    result: [to("index.html"), to("checklist.md")],
    actionStatus: to("http://schema.org/CompletedActionStatus"),
  };
}

const FORMATS: Readonly<Record<string, string>> = {
  html: "text/html",
  mjs: "text/javascript",
  ts: "text/plain",
  json: "application/json",
  csv: "text/csv",
  md: "text/markdown",
  txt: "text/plain",
  tar: "application/x-tar",
  cff: "application/yaml",
  patch: "text/x-diff",
  safetensors: "application/octet-stream",
};

function files({ files, dataSets, about }: Crate): Entity[] {
  const inside = [...files].map(([name, { size, sha256 }]): Entity => {
    const format = FORMATS[name.slice(name.lastIndexOf(".") + 1)];
    const isSource = name === "source.tar" || name.endsWith(".mjs") || name.endsWith(".ts");
    return {
      "@id": name,
      "@type": isSource ? ["File", "SoftwareSourceCode"] : "File",
      name: name.slice(name.lastIndexOf("/") + 1),
      ...(format && { encodingFormat: format }),
      contentSize: String(size),
      sha256,
      ...(name === "source.tar" &&
        { identifier: about.source.swhid, version: about.source.commit }),
    };
  });
  const outside = dataSets.flatMap(({ files }) => files).flatMap(({ name, url, sha256 }) =>
    url === undefined ? [] : [{ "@id": url, "@type": "File", name, sha256 }]
  );
  return [...inside, ...outside];
}

function licences({ dataSets }: Crate): Entity[] {
  const known = dataSets.flatMap(({ licence }) => licence === undefined ? [] : [licence]);
  const all = new Map([
    [MIT, "MIT License"],
    ...known.map(({ url, name }) => [url, name] as const),
  ]);
  return [...all].map(([id, name]) => ({ "@id": id, "@type": "CreativeWork", name }));
}
