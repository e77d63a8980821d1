/**
 * The committed locks and records: that they are whole, fit their experiments, and come out again.
 */
import { assert, assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { main } from "@samebit/cli";
import {
  chainEpochs,
  formatLock,
  formatRunName,
  type Lock,
  lockPath,
  matchLock,
  parseLock,
} from "@samebit/locks";
import { MissingData, planDeclared, type PlannedExperiment, planOn } from "@samebit/sweep";
import { parseRunRecord } from "@samebit/runlog";
import { identityOf } from "@samebit/solver";
import { createTestingTerminal } from "@samebit/terminal/testing";
import { filesBelow, ROOT } from "./command_line.ts";
import { importExperiment } from "./import_experiment.ts";

const folder = join(ROOT, "experiments");
const records = join(folder, "records");
const files = await filesBelow(folder);
const slugsOf = (ending: string) =>
  files.filter((path) => path.endsWith(ending)).map((path) => path.slice(0, -ending.length));

async function readLock(slug: string): Promise<{ text: string; lock: Lock }> {
  const path = lockPath(join(folder, `${slug}.ts`));
  const text = await Deno.readTextFile(path);
  return { text, lock: parseLock(text, path) };
}

/** Plans an experiment with nothing but what is committed. */
async function planHere(slug: string): Promise<PlannedExperiment> {
  const { experiment, file } = await importExperiment(slug);
  return await planDeclared(experiment, file, { dataDir: "no-such-folder" });
}

/** Plans an experiment whose data are not here as if they were those that its lock was made on. */
async function planAsLocked(slug: string, lock: Lock): Promise<PlannedExperiment> {
  const { experiment } = await importExperiment(slug);
  const hashes = [...new Set(lock.runs.map((run) => run.dataHash))];
  const identities = new Set(lock.runs.map(({ identity }) => identity));
  const sizes = { shape: [1], outputs: 1, train: 1e6, validation: 1 };
  return planOn(slug, experiment, (plan) => ({
    // What a table leaves out is no part of its content: variants may have contents of their own.
    hash: hashes.find((hash) => identities.has(identityOf(plan, hash))) ?? hashes[0]!,
    sizes,
  }));
}

async function sha256(path: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(path));
  return new Uint8Array(digest).toHex();
}

Deno.test("lock of every experiment that needs no data files is committed", async () => {
  const locked = new Set(slugsOf(".lock.json"));
  for (const slug of slugsOf(".ts").filter((each) => !locked.has(each))) {
    await assertRejects(() => planHere(slug), MissingData, slug);
  }
});

Deno.test("lock of an experiment fits its file", async () => {
  for (const slug of slugsOf(".lock.json")) {
    const { text, lock } = await readLock(slug);
    assertEquals(formatLock(lock), text, `${slug}: not as --lock writes it`);
    const planned = await planHere(slug).catch((error) => {
      if (error instanceof MissingData) return planAsLocked(slug, lock);
      throw error;
    });
    const wrong = matchLock(lock, planned)
      .filter(({ kind }) => kind !== "comparable")
      .map(({ kind }) => kind);
    assertEquals(wrong, [], `${slug}: write its lock anew, deno task experiment ${slug} --lock`);
  }
});

Deno.test("lock of an experiment covers every file of its committed records", async () => {
  const paths = (await filesBelow(records)).filter((path) => path.endsWith("/run.json"));
  assert(paths.length > 0, "there is no record");
  for (const path of paths) {
    const run = join(records, path, "..");
    const { identity } = parseRunRecord(await Deno.readTextFile(join(records, path)), path);
    const { lock } = await readLock(path.split("/")[0]!);
    const locked = lock.runs.find((each) => each.identity === identity);
    assert(locked !== undefined, `${path} is of no locked run`);
    for (const name of await filesBelow(run)) {
      assertEquals(await sha256(join(run, name)), locked.files[name], `${run}/${name}`);
    }
    const read = (name: string) => Deno.readTextFile(join(run, name));
    const layers = locked.files["layers.csv"] === undefined ? "" : await read("layers.csv");
    const chain = chainEpochs(await read("steps.csv"), await read("epochs.csv"), layers);
    assertEquals(chain, locked.epochs, formatRunName(locked));
  }
});

Deno.test("verify finds that the committed records equal new runs", async () => {
  const terminal = createTestingTerminal();
  const said = () => [...terminal.printed, ...terminal.complaints].join("\n");
  const file = join(folder, "overfit-three-layer.ts");
  const status = await main(["verify", file, "--against", records], terminal);
  assertEquals(status, 0, said());
});
