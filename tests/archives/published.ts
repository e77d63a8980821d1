/**
 * A small experiment published as an archive, for tests: with claims, layers and predictions, so that
 * an archive of it has a file of every kind. Not for anything but tests.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { openArchive, unpackArchive } from "../../packages/archives/open_archive.ts";
import { createWorkplace, type Outcome, outcomeOf, type Workplace } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";

/** What the experiment claims: something that holds, something that does not. */
const CLAIMS = [
  { says: "SGD ends above -100", metric: "trainLoss", higher: "sgd", than: -100, must: true },
  { says: "Adam ends above 1000", metric: "trainLoss", higher: "adam", than: 1000 },
];

const TABLE = "width,height,fruit\n" +
  Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 11},${i % 3 ? "apple" : "pear"}\n`).join("");

/** A folder in which the experiments `small` and `fruit` have been run and locked. */
export async function runExperiments(): Promise<Workplace> {
  const place = await createWorkplace();
  const evaluation = { layers: { every: 2 }, predictions: true };
  const csv = { kind: "csv", file: "tables/fruit.csv", validationExamples: 10, testExamples: 10 };
  await place.write("data/tables/fruit.csv", TABLE);
  await place.write("experiments/small.ts", declareBase({ evaluation }, { claims: CLAIMS }));
  await place.write("experiments/fruit.ts", declareBase({ dataset: csv }, { seeds: [1] }));
  const done = await place.run("experiment", "small", "fruit", "--lock", "--workers", "2");
  assertEquals(done.complaints, "");
  return place;
}

/** Publishes an experiment and returns the path of its archive. */
export async function publish(place: Workplace, slug: string, ...flags: string[]): Promise<string> {
  const { status, out, complaints } = await place.run("publish", slug, "--allow-dirty", ...flags);
  assertEquals([status, complaints], [0, ""]);
  assertMatch(out, /^\S+\.zip: \d+ files, \d+\.\d MB, SHA-256 [0-9a-f]{64}\n$/);
  return join(place.path, /^\S+\.zip/.exec(out)![0]);
}

/** Unpacks an archive into a new folder of a workplace and returns its path. */
export async function unpack(place: Workplace, path: string, name: string): Promise<string> {
  const folder = join(place.path, name);
  await Deno.mkdir(folder);
  await unpackArchive(await openArchive(path), folder);
  return folder;
}

/** An engine that runs `verify.mjs`. */
export interface VerifyEngine {
  readonly name: string;
  /** The program and its arguments before the flags, run in the archive's folder. */
  readonly command: readonly string[];
}

const ENGINES: readonly VerifyEngine[] = [
  { name: "node", command: ["node", "verify.mjs"] },
  {
    name: "deno",
    command: [Deno.execPath(), "run", "--no-prompt", "--allow-read=.", "verify.mjs"],
  },
  { name: "bun", command: ["bun", "verify.mjs"] },
];

/** The engines that are here; all of them where SAMEBIT_REQUIRE_ARCHIVES is 1. */
export async function enginesHere(): Promise<VerifyEngine[]> {
  const here: VerifyEngine[] = [];
  for (const engine of ENGINES) {
    if (await isHere(engine.command[0]!)) here.push(engine);
    else if (Deno.env.get("SAMEBIT_REQUIRE_ARCHIVES") === "1") {
      throw new Error(`Cannot test archives without ${engine.name}`);
    } else console.log(`verify.mjs under ${engine.name}: not tried, it is not here`);
  }
  return here;
}

async function isHere(program: string): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args: ["--version"] }).output()).success;
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return false;
    throw error;
  }
}

/** Runs `verify.mjs` in a folder, without any network where this machine lets it be taken away. */
export async function verifyIn(
  folder: string,
  { command }: VerifyEngine,
  ...flags: string[]
): Promise<Outcome> {
  const [program, ...args] = [...await withoutNetwork, ...command, ...flags];
  const output = await new Deno.Command(program!, {
    args,
    cwd: folder,
    env: { NO_COLOR: "1" },
    stdin: "null",
  }).output();
  return outcomeOf(output);
}

/** The beginning of a command that has no network, or nothing where no such can be made. */
const withoutNetwork: Promise<readonly string[]> = (async () => {
  const args = ["--net", "true"];
  try {
    const { success } = await new Deno.Command("unshare", { args, stderr: "null" }).output();
    return success ? ["unshare", "--net"] : [];
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
})();
