import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { main, type Terminal } from "@samebit/cli";
import { parseRunRecord } from "@samebit/runlog";
import { createWorkplace, filesBelow, type Workplace } from "../command_line.ts";
import { declare, declareBase } from "../sample_experiment.ts";

/** What all tests copy: a small experiment with its lock, and the runs it was made from. */
const recorded = await createWorkplace();

Deno.test.beforeAll(async () => {
  const file = await recorded.write("experiments/small.ts", declare());
  const { status, said } = await run("experiment", file, "--out", outOf(recorded), "--lock");
  assertEquals(status, 0, said);
  assertStringIncludes(said, "small.lock.json, 4 runs: 4 added");
});

Deno.test.afterAll(async () => await recorded[Symbol.asyncDispose]());

/** Runs a command in this process: the workers are processes of their own all the same. */
async function run(...args: string[]): Promise<{ status: number; said: string }> {
  const lines: string[] = [];
  const plain = (text: string) => text;
  const terminal: Terminal = {
    print: (line) => lines.push(line),
    complain: (line) => lines.push(line),
    isTerminal: false,
    bold: plain,
    dim: plain,
    red: plain,
  };
  const status = await main(args, terminal);
  return { status, said: lines.join("\n") };
}

function outOf({ path }: Workplace): string {
  return join(path, "reports");
}

async function copyRecorded(): Promise<Workplace> {
  const place = await createWorkplace();
  for (const file of await filesBelow(recorded.path)) {
    await place.write(file, "");
    await Deno.copyFile(join(recorded.path, file), join(place.path, file));
  }
  return place;
}

/** Replaces the first match of a pattern in a file and returns what stood there. */
async function edit(path: string, pattern: RegExp, by: (found: string) => string): Promise<string> {
  const text = await Deno.readTextFile(path);
  const [found] = pattern.exec(text) ?? [];
  assert(found !== undefined, `${path} has nothing like ${pattern}`);
  await Deno.writeTextFile(path, text.replace(found, by(found)));
  return found;
}

/** Another digit in the place of each digit. */
function otherDigits(text: string): string {
  return text.replace(/[0-9a-f]/g, (digit) => digit === "0" ? "1" : "0");
}

function lockOf({ path }: Workplace): string {
  return join(path, "experiments/small.lock.json");
}

function fileOf({ path }: Workplace): string {
  return join(path, "experiments/small.ts");
}

async function recordOf(place: Workplace, label: string): Promise<string> {
  const runs = join(outOf(place), "small/runs");
  const names = (await Array.fromAsync(Deno.readDir(runs))).map(({ name }) => name);
  return join(runs, names.find((name) => name.startsWith(label))!);
}

Deno.test("verify repeats every locked run and finds them the same", async () => {
  await using place = await copyRecorded();
  const { status, said } = await run("verify", fileOf(place), "--against", outOf(place));
  assertEquals(status, 0, said);
  assertMatch(said, /adam, seed 1 +([0-9a-f]{12}) +\1 +same/);
  assertMatch(said, /sgd, seed 2 +([0-9a-f]{12}) +\1 +same/);
  assertMatch(said, /4 runs the same, bit for bit \(\w+.* kernels\)/);
});

Deno.test("verify names the step, the column and both values of a changed record", async () => {
  await using place = await copyRecorded();
  const steps = join(await recordOf(place, "adam-seed1"), "steps.csv");
  const line = await edit(
    steps,
    /\n5,.*\n/,
    (found) => found.replace(/\d\n$/, (d) => d === "1\n" ? "2\n" : "1\n"),
  );
  const value = line.trim().split(",")[3]!;
  const { status, said } = await run("verify", fileOf(place), "--against", outOf(place));
  assertEquals(status, 1, said);
  assertMatch(said, /adam, seed 1 +([0-9a-f]{12}) +\1 +record differs/);
  assertMatch(
    said,
    /steps\.csv: step 5, trainLoss: recorded [\d.]+, got [\d.]+, [\d,]+ ulps? apart/,
  );
  assertStringIncludes(said, `got ${value},`);
  assertStringIncludes(said, "1 of 4 runs not the same");
});

Deno.test("verify names tensor and element of a changed weight and the path of a result", async () => {
  await using place = await copyRecorded();
  const folder = await recordOf(place, "sgd-seed2");
  const weights = join(folder, "weights-final.safetensors");
  const bytes = await Deno.readFile(weights);
  // The lowest bit of the last number: the last bias.
  bytes[bytes.length - 4]! ^= 1;
  await Deno.writeFile(weights, bytes);
  await edit(join(folder, "run.json"), /"steps": 8/, () => '"steps": 9');
  const { status, said } = await run("verify", fileOf(place), "--against", folder);
  assertEquals(status, 1, said);
  assertMatch(said, /weights-final\.safetensors: \w+\[\d+\]: recorded \S+, got \S+, 1 ulp apart/);
  assertStringIncludes(said, "run.json: result.steps: recorded 9, got 8, ");
});

Deno.test("verify says from the lock alone in which epoch a difference begins", async () => {
  await using place = await copyRecorded();
  // As if the run had been recorded with other rows from epoch 2 on.
  const lock = JSON.parse(await Deno.readTextFile(lockOf(place)));
  const [first, second] = lock.runs;
  for (const name of ["steps.csv", "epochs.csv"]) {
    first.files[name] = otherDigits(first.files[name]);
  }
  for (const e of [2, 3, 4]) first.epochs[e] = otherDigits(first.epochs[e]);
  // A digest of one epoch alone cannot differ.
  second.epochs[1] = otherDigits(second.epochs[1]);
  await Deno.writeTextFile(lockOf(place), JSON.stringify(lock));
  const { status, said } = await run("verify", fileOf(place));
  assertEquals(status, 1, said);
  assertMatch(said, /adam, seed 1 +\w+ +\w+ +differs from epoch 2\n/);
  assertStringIncludes(
    said,
    "the rows of epochs 0 to 1 are the same; the difference begins in epoch 2",
  );
  assertMatch(said, /adam, seed 2 +\w+ +\w+ +lock damaged, epoch 1\n/);
  assertStringIncludes(said, "the lock contradicts itself: the digest of epoch 1 differs");
  assertStringIncludes(said, "2 of 4 runs not the same");
});

Deno.test("verify refuses a damaged lock with its place, and an experiment without one", async () => {
  await using place = await copyRecorded();
  await edit(lockOf(place), /"seed": 1,/, () => '"sead": 1,');
  const damaged = await run("verify", fileOf(place));
  assertEquals(damaged.status, 2);
  assertStringIncludes(
    damaged.said,
    'small.lock.json: runs.0.sead: unknown field, did you mean "seed"?',
  );
  await Deno.remove(lockOf(place));
  const missing = await run("verify", fileOf(place));
  assertEquals(missing.status, 2);
  assertMatch(
    missing.said,
    /has no lock .*small\.lock\.json; write one: deno task experiment .* --lock/,
  );
});

Deno.test("verify compares nothing with a lock of another contract", async () => {
  await using place = await copyRecorded();
  await edit(lockOf(place), /"contract": \d+/, () => '"contract": 99');
  const { status, said } = await run("verify", fileOf(place));
  assertEquals(status, 1, said);
  assertMatch(said, /adam, seed 1 +[0-9a-f]{12} +cannot be compared\n/);
  assertMatch(said, /recorded under contract 99, this is \d+\n/);
});

Deno.test("verify says which plans and runs file and lock do not share", async () => {
  await using place = await copyRecorded();
  await place.write("experiments/small.ts", declareBase({}, { seeds: [1, 3] }));
  const seeds = await run("verify", fileOf(place), "--sample", "1");
  assertEquals(seeds.status, 1, seeds.said);
  assertMatch(seeds.said, /adam, seed 2 +[0-9a-f]{12} +locked, no longer planned\n/);
  assertMatch(seeds.said, /adam, seed 3 +not locked\n/);
  await place.write("experiments/small.ts", declareBase({ epochs: 2 }));
  const epochs = await run("verify", fileOf(place));
  assertEquals(epochs.status, 1, epochs.said);
  assertStringIncludes(epochs.said, "the file now plans another run under this name");
  assertStringIncludes(epochs.said, "4 of 4 runs not the same");
});

Deno.test("verify samples the runs that the lock's hash selects, and keeps them where asked", async () => {
  await using place = await copyRecorded();
  const kept = join(place.path, "kept");
  const { status, said } = await run("verify", fileOf(place), "--sample", "2", "--keep", kept);
  assertEquals(status, 0, said);
  assertMatch(said, /Sample, chosen by its hash: \w+, seed \d; \w+, seed \d\n/);
  assertMatch(said, /2 runs the same, bit for bit \(.*\); 2 not in the sample/);
  const records = (await filesBelow(kept)).filter((path) => path.endsWith("run.json"));
  assertEquals(records.length, 2);
  const { identity } = parseRunRecord(await Deno.readTextFile(join(kept, records[0]!)), "run.json");
  assertStringIncludes(await Deno.readTextFile(lockOf(place)), identity);
  const again = await run("verify", fileOf(place), "--keep", kept);
  assertEquals(again.status, 2);
  assertStringIncludes(again.said, "is not empty; give a new folder");
});

Deno.test("verify says that data files are not those of the lock", async () => {
  await using place = await createWorkplace();
  const dataset = { kind: "csv", file: "t.csv", validationExamples: 2, testExamples: 2 };
  const file = await place.write(
    "experiments/table.ts",
    declareBase({ dataset, batchSize: 4 }, { seeds: [1] }),
  );
  const rows = Array.from({ length: 12 }, (_, i) => `${i % 5},${i % 3},${i % 2 ? "a" : "b"}`);
  await place.write("data/t.csv", ["x,y,label", ...rows, ""].join("\n"));
  const data = ["--data-dir", join(place.path, "data")];
  const locked = await run("experiment", file, "--out", outOf(place), "--lock", ...data);
  assertEquals(locked.status, 0, locked.said);
  await place.write("data/t.csv", ["x,y,label", ...rows.slice(1), "9,9,a", ""].join("\n"));
  const { status, said } = await run("verify", file, ...data);
  assertEquals(status, 1, said);
  assertMatch(said, /adam, seed 1 +[0-9a-f]{12} +other data\n/);
  assertMatch(said, /recorded on data [0-9a-f]{12}, these files are [0-9a-f]{12}\n/);
  assertMatch(
    said,
    /None of it can be compared: it was recorded on other data files/,
  );
  // Without a name it stands among those that cannot be verified here.
  await place.write("experiments/small.ts", declareBase({}, { seeds: [1] }));
  const small = await place.run("experiment", "small", "--lock");
  assertEquals(small.status, 0, small.complaints);
  const every = await place.run("verify");
  assertEquals([every.status, every.complaints], [0, ""], every.out);
  assertMatch(
    every.out,
    /table\.ts: skipped, it was recorded on other data files: [0-9a-f]{12}; these are [0-9a-f]{12}\n/,
  );
  assertMatch(every.out, /\d runs? the same, bit for bit/);
});

Deno.test("verify without a file takes the experiments that have a lock and their data", async () => {
  await using place = await copyRecorded();
  const dataset = { kind: "csv", file: "t.csv", validationExamples: 2, testExamples: 2 };
  await place.write("experiments/table.ts", declareBase({ dataset }));
  await place.write("experiments/table.lock.json", "{}");
  await place.write("experiments/unlocked.ts", declare());
  const { status, out, complaints } = await place.run("verify", "--sample", "1", "--workers", "1");
  assertEquals([status, complaints], [0, ""], out);
  assertMatch(
    out,
    /experiments\/table\.ts: skipped, its data are missing: Cannot read data file "t\.csv"/,
  );
  assertStringIncludes(out, "experiments/unlocked.ts: skipped, it has no lock");
  assertStringIncludes(out, "1 run the same, bit for bit");
});

Deno.test("verify remembers the choice among tuned values", async () => {
  await using place = await createWorkplace();
  const tuned = declareBase({}, { tune: { l2: [0, 0.1] }, compare: {}, seeds: [1] });
  const file = await place.write("experiments/tuned.ts", tuned);
  const locked = await run("experiment", file, "--out", outOf(place), "--lock");
  assertStringIncludes(locked.said, "3 runs: 3 added");
  const same = await run("verify", file);
  assertEquals(same.status, 0, same.said);
  assertMatch(same.said, /base, l2 0(\.1)?, chosen, seed 1 +([0-9a-f]{12}) +\2 +same/);
  const path = join(place.path, "experiments/tuned.lock.json");
  const lock = JSON.parse(await Deno.readTextFile(path));
  lock.runs = lock.runs.filter(({ label }: { label: string }) => !label.endsWith("chosen"));
  await Deno.writeTextFile(path, JSON.stringify(lock));
  const without = await run("verify", file);
  assertEquals(without.status, 1, without.said);
  assertStringIncludes(without.said, "it is now chosen, but it is not in the lock");
});

Deno.test("experiment --lock says what it changes and writes the same bytes again", async () => {
  await using place = await copyRecorded();
  const before = await Deno.readTextFile(lockOf(place));
  const args = ["experiment", fileOf(place), "--out", outOf(place), "--lock"];
  assertStringIncludes((await run(...args)).said, "4 runs: nothing changed");
  assertEquals(await Deno.readTextFile(lockOf(place)), before);
  await edit(lockOf(place), /"steps.csv": "\w+"/, otherDigitsOfDigest);
  const moved = await run(...args);
  assertStringIncludes(moved.said, "4 runs: 1 changed under the same identity");
  assertStringIncludes(
    moved.said,
    "moved: adam, seed 1: the same plan, data and contract gave different bytes",
  );
  assertEquals(await Deno.readTextFile(lockOf(place)), before);
});

function otherDigitsOfDigest(found: string): string {
  const [name, digest] = found.split(": ");
  return `${name}: ${otherDigits(digest!)}`;
}

Deno.test("experiment --lock overwrites no damaged lock and locks no part of a file", async () => {
  await using place = await copyRecorded();
  const args = ["experiment", fileOf(place), "--out", outOf(place), "--lock"];
  const some = await run(...args, "--seeds", "1");
  assertEquals(some.status, 2);
  assertStringIncludes(some.said, "--lock: locks every run that the file declares");
  await Deno.writeTextFile(lockOf(place), "{}");
  const damaged = await run(...args);
  assertEquals(damaged.status, 2);
  assertStringIncludes(damaged.said, "small.lock.json: is damaged; delete it to write a new one");
  assertEquals(await Deno.readTextFile(lockOf(place)), "{}");
});
