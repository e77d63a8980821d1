/** The metadata of an archive, asked what somebody asks who finds it in ten years. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { Checker, ROCrate } from "ro-crate";
import { filesBelow } from "../command_line.ts";
import { publish, runExperiments, unpack } from "./published.ts";

interface Thing {
  readonly "@id": string;
  readonly "@type": string[];
  readonly [name: string]: unknown;
}

const place = await runExperiments();
const folder = await unpack(place, await publish(place, "small"), "unpacked");
const text = await Deno.readTextFile(join(folder, "ro-crate-metadata.json"));
const crate = new ROCrate(JSON.parse(text), { array: true, link: true });
const thing = (value: unknown) => value as Thing;
const things = (value: unknown) => value as Thing[];

Deno.test.afterAll(async () => await place[Symbol.asyncDispose]());

/** The action that made a file. */
function makerOf(file: string): Thing {
  const actions = [...crate.entities()].filter((entity: Thing) =>
    entity["@type"].includes("CreateAction") &&
    things(entity["result"]).some((each) => each["@id"] === file)
  );
  assertEquals(actions.length, 1, file);
  return actions[0] as Thing;
}

const names = await filesBelow(folder);
const steps = names.find((name) => name.endsWith("steps.csv"))!;

Deno.test("the metadata pass the checks of the ro-crate library that need no network", () => {
  const checker = new Checker(crate);
  const checks = [
    checker.hasRootDataset(),
    checker.hasRootDatasetWithProperID(),
    checker.hasName(),
    checker.hasDescription(),
    checker.hasAuthor(),
    checker.hasLicense(),
    checker.hasDatePublished(),
  ];
  assertEquals(checks.filter(({ status }) => !status), []);
  const root = thing(crate.rootDataset);
  assertEquals(things(root["conformsTo"])[0]!["@id"], "https://w3id.org/ro/wfrun/process/0.5");
});

Deno.test("the metadata name every file of the archive with its digest, and no other", async () => {
  const told = [...crate.entities()].filter((entity: Thing) => entity["@type"].includes("File"))
    .map((entity: Thing) => entity["@id"]).sort();
  const untold = ["SHA256SUMS", "ro-crate-metadata.json"];
  assertEquals(told, names.filter((name) => !untold.includes(name)));
  const bytes = await Deno.readFile(join(folder, steps));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  assertEquals(thing(crate.getEntity(steps))["sha256"], [digest]);
});

Deno.test("the metadata refer to nothing that they do not describe", () => {
  const graph = JSON.parse(text)["@graph"] as Thing[];
  const known = new Set(graph.map((thing) => thing["@id"]));
  assertEquals(known.size, graph.length);
  const pointed = [...JSON.stringify(graph).matchAll(/\{"@id":"([^"]*)"\}/g)].map(([, id]) => id!);
  const outside = new Set(pointed.filter((id) => !known.has(id)));
  assertEquals([...outside].filter((id) => !/^https?:\/\/(w3id|schema)\.org\//.test(id)), []);
});

Deno.test("which code made this file? the program, at its commit, whose source is in the archive", async () => {
  const [program] = things(makerOf(steps)["instrument"]);
  assertMatch(String(things(program!["softwareVersion"])[0]), /^[0-9a-f]{40}$/);
  const [source] = things(program!["hasPart"]);
  assertEquals(source!["@id"], "source.tar");
  assertEquals(source!["identifier"], program!["identifier"]);
  const readme = await Deno.readTextFile(join(folder, "README.md"));
  assert(readme.includes(String((program!["identifier"] as string[])[0])));
  assertEquals(things(makerOf("index.html")["instrument"])[0]!["@id"], program!["@id"]);
});

Deno.test("from which data? the table of digits in the archive, with its licence", () => {
  const objects = things(makerOf(steps)["object"]);
  const data = objects.find((each) => each["@type"].includes("Dataset"))!;
  assertEquals(things(data["hasPart"]).map((file) => file["@id"]), ["data/digits.csv"]);
  assertEquals(things(data["license"])[0]!["@id"], "https://creativecommons.org/licenses/by/4.0/");
  assert(objects.some((each) => each["@id"] === "experiments/small.ts"));
});

Deno.test("with which parameters? every setting of the plan that is in its run.json", async () => {
  const settings = new Map(
    things(makerOf(steps)["object"]).filter((each) => each["@type"].includes("PropertyValue"))
      .map((each) => [(each["name"] as string[])[0], (each["value"] as unknown[])[0]]),
  );
  const { plan } = JSON.parse(
    await Deno.readTextFile(join(folder, steps.replace("steps.csv", "run.json"))),
  );
  assertEquals(settings.get("optimizer.learningRate"), plan.optimizer.learningRate);
  assertEquals(settings.get("seed"), plan.seed);
  assertEquals(settings.get("dataset.kind"), "digits");
});

Deno.test("for whom, and when? an author, and the time at which the run was begun", () => {
  const { agent, startTime } = makerOf(steps) as unknown as { agent: Thing[]; startTime: string[] };
  assertEquals(agent[0]!["@type"], ["Person"]);
  assertMatch(startTime[0]!, /^\d{4}-\d\d-\d\dT/);
});
