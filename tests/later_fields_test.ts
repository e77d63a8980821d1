/**
 * What a version adds moves no run that was made before: not a new field of the plan, not a new
 * column, not a new file.
 */
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { join } from "node:path";
import { lockPath, matchLock, parseLock } from "@samebit/locks";
import { type JsonObject, LAYER_COLUMNS, recordsOf, STEP_COLUMNS } from "@samebit/runlog";
import { identityOf, LATER_FIELDS, type LaterField, readPlan, writePlan } from "@samebit/solver";
import { sameFilesOf } from "@samebit/store";
import { type PlannedExperiment, planOn } from "@samebit/sweep";
import { filesBelow, ROOT } from "./command_line.ts";
import { importExperiment } from "./import_experiment.ts";

const { epochs: EPOCHS } = recordsOf("classification");

const folder = join(ROOT, "experiments");
const slugs = (await filesBelow(folder)).filter((path) => path.endsWith(".lock.json"))
  .map((path) => path.slice(0, -".lock.json".length));

/** Fields as a later version may add them: of the plan, of an object, of one kind, an object. */
const LATER: readonly LaterField[] = [
  ...LATER_FIELDS,
  { path: "warmStart", neutral: "none" },
  { path: "model.shortcut", neutral: { kind: "none" } },
  { path: "optimizer.amsgrad", ofKind: "adam", neutral: false },
  { path: "evaluation.layers.norms", neutral: [] },
  { path: "model.layers.dilation", ofKind: "convolution", neutral: 1 },
];

interface Locked {
  readonly slug: string;
  readonly planned: PlannedExperiment;
  readonly identities: ReadonlySet<string>;
  /** The names of its files by identity, for complete runs. */
  readonly files: ReadonlyMap<string, readonly string[]>;
}

/** Every locked experiment, planned as on the data of its lock. */
async function readLocked(slug: string): Promise<Locked> {
  const { experiment, file } = await importExperiment(slug);
  const path = lockPath(file);
  const lock = parseLock(await Deno.readTextFile(path), path);
  const hashes = [...new Set(lock.runs.map(({ dataHash }) => dataHash))];
  const identities = new Set(lock.runs.map(({ identity }) => identity));
  const sizes = { shape: [1], outputs: 1, train: 1e6, validation: 1 };
  const planned = planOn(slug, experiment, (plan) => ({
    // What a table leaves out is no part of its content: variants may have contents of their own.
    hash: hashes.find((hash) => identities.has(identityOf(plan, hash))) ?? hashes[0]!,
    sizes,
  }));
  assertEquals(matchLock(lock, planned).filter(({ kind }) => kind !== "comparable"), []);
  const whole = lock.runs.filter(({ untilEpoch }) => untilEpoch === undefined);
  return {
    slug,
    planned,
    identities,
    files: new Map(whole.map(({ identity, files }) => [identity, Object.keys(files)])),
  };
}

const locked = await Promise.all(slugs.map(readLocked));

Deno.test("identityOf of every locked run is unmoved by later fields that are neutral", () => {
  assertEquals(locked.length, 43);
  for (const { slug, planned, identities } of locked) {
    for (const { plan, dataHash, identity } of planned.runs) {
      const later = readPlan(plan as unknown as JsonObject, LATER);
      assertEquals(identityOf(later, dataHash, LATER), identity, slug);
      assert(identities.has(identity), `${slug}: ${identity} is not in the lock`);
      assertEquals(JSON.stringify(writePlan(later, LATER)), JSON.stringify(writePlan(plan)), slug);
    }
  }
});

Deno.test("identityOf of every locked run is moved by a later field that is not neutral", () => {
  for (const { slug, planned } of locked) {
    for (const { plan, dataHash, identity } of planned.runs) {
      const given = { ...plan, model: { ...plan.model, shortcut: { kind: "sum" } } };
      const later = readPlan(given as unknown as JsonObject, LATER);
      assertNotEquals(identityOf(later, dataHash, LATER), identity, slug);
      assertEquals(
        (writePlan(later, LATER)["model"] as JsonObject)["shortcut"],
        { kind: "sum" },
      );
    }
  }
});

Deno.test("readPlan gives a later field to its kind alone", () => {
  for (const { planned } of locked) {
    for (const { plan } of planned.runs) {
      const { optimizer } = readPlan(plan as unknown as JsonObject, LATER);
      assertEquals("amsgrad" in optimizer, optimizer.kind === "adam");
    }
  }
});

Deno.test("readPlan gives a later field of a layer to each layer of its kind, in blocks too", () => {
  const convolution = { kind: "convolution", filters: 2 };
  const model = {
    kind: "layers",
    layers: [convolution, {
      kind: "repeat",
      times: 2,
      body: [{ kind: "residual", body: [{ kind: "relu" }, convolution] }],
    }],
  };
  const later: readonly LaterField[] = [
    { path: "model.layers.dilation", ofKind: "convolution", neutral: 1 },
  ];
  const read = readPlan({ model }, later) as unknown as JsonObject;
  const wanted = JSON.stringify({ model }).replaceAll('"filters":2', '"filters":2,"dilation":1');
  assertEquals(JSON.stringify(read), wanted);
  assertEquals(JSON.stringify(writePlan(read as never, later)), JSON.stringify({ model }));
  const wider = JSON.parse(wanted.replace('"dilation":1', '"dilation":2'));
  assertEquals(
    JSON.stringify(writePlan(wider, later)),
    JSON.stringify({ model }).replace('"filters":2', '"filters":2,"dilation":2'),
  );
});

// A run whose plan does not ask for more has these columns, whatever a later version can log: their
// bytes are in locks.
Deno.test("logs of a run that asks for nothing later have the columns of the first release", () => {
  const namesOf = (columns: readonly { readonly name: string }[]) =>
    columns.map(({ name }) => name).join(",");
  assertEquals(namesOf(STEP_COLUMNS), "step,epoch,learningRate,trainLoss");
  assertEquals(
    namesOf(EPOCHS),
    "epoch,trainLoss,trainAccuracy,validationLoss,validationAccuracy",
  );
  assertEquals(
    namesOf(LAYER_COLUMNS),
    "step,epoch,layer,gradientNorm,weightNorm,updateRatio,effectiveLearningRate,deadUnits," +
      "activationMean,activationSpread",
  );
});

Deno.test("sameFilesOf the plan of a locked run are the files in its lock", () => {
  for (const { slug, planned, files } of locked) {
    for (const { plan, identity } of planned.runs) {
      const names = files.get(identity);
      // Of a run that a search stopped a lock names no files.
      if (names === undefined) continue;
      assertEquals(names.toSorted(), sameFilesOf(plan).toSorted(), slug);
    }
  }
});
