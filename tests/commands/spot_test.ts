/** Parts of runs checked without the rest, as a checker does it: honest ones and forged ones. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { formatCheckpoint, parseCheckpoint } from "../../packages/store/resume/checkpoint_file.ts";
import { createWorkplace, type Workplace } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";

const FLAGS = ["--against", "reports", "--workers", "1", "--spot-seed", "1"];

async function executeRuns(place: Workplace): Promise<string> {
  const settings = { epochs: 4, evaluation: { states: true, layers: { every: 2 } } };
  const file = await place.write(
    "experiments/parts.ts",
    declareBase(settings, { seeds: [1], compare: undefined }),
  );
  const made = await place.run(
    ...["experiment", file, "--workers", "1", "--keep-states", "2", "--lock"],
  );
  assertEquals(made.status, 0, made.complaints);
  const runs = join(place.path, "reports/parts/runs");
  const [run] = await Array.fromAsync(Deno.readDir(runs));
  return join(runs, run!.name);
}

Deno.test("verify --spot repeats parts, and says how likely a forgery would have been found", async () => {
  await using place = await createWorkplace();
  const folder = await executeRuns(place);
  const names = (await Array.fromAsync(Deno.readDir(folder))).map(({ name }) => name);
  const kept = names.filter((name) => name.startsWith("state-")).sort();
  assertEquals(kept, ["state-1.safetensors", "state-3.safetensors"]);
  const some = await place.run("verify", "parts", "--spot", "2", ...FLAGS);
  assertEquals([some.status, some.complaints], [0, ""]);
  assertStringIncludes(some.out, "2 of 3 parts, drawn by seed 1\n");
  assertStringIncludes(some.out, "2 parts of 3 the same, bit for bit\n");
  assertStringIncludes(some.out, "would have been missed: 1 of 3: 0.33; 2 of 3: 0; all of 3: 0");

  // A forged number in the second part, epochs 2 and 3.
  const epochs = join(folder, "epochs.csv");
  const text = await Deno.readTextFile(epochs);
  const lines = text.split("\n");
  lines[3] = lines[3]!.replace(/[^,]+$/, "0.875");
  await Deno.writeTextFile(epochs, lines.join("\n"));
  const forged = await place.run("verify", "parts", "--spot", "3", ...FLAGS);
  assertEquals(forged.status, 1);
  assertMatch(forged.out, /^parts: base, seed 1 +0 to 1 +same$/m);
  assertMatch(
    forged.out,
    /^parts: base, seed 1 +1 to 3 +different +epochs\.csv: epoch 2, validationAccuracy: recorded 0\.875, got /m,
  );
  await Deno.writeTextFile(epochs, text);

  // A state that is none of this run: well-formed, and with other weights.
  const path = join(folder, "state-3.safetensors");
  const saved = parseCheckpoint(await Deno.readFile(path), path);
  saved.checkpoint.arrays["parameters"]![0]! += 1;
  await Deno.writeFile(path, formatCheckpoint(saved));
  const other = await place.run("verify", "parts", "--spot", "3", ...FLAGS);
  assertEquals(other.status, 1);
  assertMatch(
    other.out,
    /3 to 4 +different +state-3\.safetensors is not the state of epoch 3 whose digest is in states\.csv/,
  );
  await Deno.writeTextFile(path, "damaged");
  const damaged = await place.run("verify", "parts", "--spot", "3", ...FLAGS);
  assertEquals(damaged.status, 1);
  assertMatch(damaged.out, /3 to 4 +different +Cannot read .*state-3\.safetensors/);
});

Deno.test("verify --spot wants records with digests of states, and numbers in range", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declareBase({}, { seeds: [1] }));
  assertEquals((await place.run("experiment", "small", "--lock", "--workers", "1")).status, 0);
  const refused = async (...args: string[]) => {
    const { status, complaints } = await place.run("verify", "small", ...args);
    assertEquals(status, 2);
    return complaints;
  };
  assertStringIncludes(await refused("--spot", "1"), "--spot: needs the recorded runs");
  assertStringIncludes(await refused("--spot", "1", ...FLAGS), "finds no run with states.csv");
  assertStringIncludes(await refused("--spot", "0", ...FLAGS), '--spot: cannot be "0"');
  const elsewhere = await place.run("experiment", "small", "--keep-states", "1001");
  assertEquals(elsewhere.status, 2);
  assertStringIncludes(elsewhere.complaints, "--keep-states: cannot be 1001; wanted at most 1000");
});
