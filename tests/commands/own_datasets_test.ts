/** Data sets of a folder's own, from the file to an archive; invalid and hostile ones. */
import { assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow, hasGit, ROOT, type Workplace } from "../command_line.ts";
import { until } from "../faults/processes.ts";
import { assertSameRuns } from "../faults/sweep.ts";

const KIND = await Deno.readTextFile(join(ROOT, "examples/kinds/gestures.ts"));

const EXPERIMENT = `export default {
  title: "Gestures",
  question: "Is a nod told from a wave?",
  expectation: "Yes",
  base: {
    dataset: { kind: "own-gestures", file: "some/gestures.jsonl", validationPeople: ["cat"], testPeople: ["dan"] },
    model: { kind: "fully-connected", hidden: [6] },
    optimizer: { kind: "adam", learningRate: 0.01 },
    batchSize: 8,
    epochs: 2,
  },
  compare: { "dataset.preprocess": ["standardize", "none"] },
  seeds: [1],
};
`;

/** Recordings of four people, 12 each. */
function recordings(scale = 0.1): string {
  return ["ann", "bob", "cat", "dan"].flatMap((person, at) =>
    Array.from({ length: 12 }, (_, i) =>
      JSON.stringify({
        person,
        gesture: i % 2 === 0 ? "nod" : "wave",
        signal: Array.from({ length: 5 }, (_, t) => (i % 2) * t + scale * ((at + i * t) % 7)),
      }))
  ).join("\n");
}

async function withData(kind: string = KIND, experiment: string = EXPERIMENT): Promise<Workplace> {
  const place = await createWorkplace();
  await place.write("kinds/gestures.ts", kind);
  await place.write("data/some/gestures.jsonl", recordings());
  const samebit = { datasets: { "own-gestures": "./kinds/gestures.ts" } };
  await place.write("deno.json", JSON.stringify({ samebit }));
  await place.write("experiments/waves.ts", experiment);
  return place;
}

const readJson = async (path: string) => JSON.parse(await Deno.readTextFile(path));

Deno.test("experiment, lock and verify take a data set of the folder's own, and its hashes name it", async () => {
  await using place = await withData();
  const made = await place.run("experiment", "waves", "--lock", "--backend", "wasm");
  assertEquals([made.status, made.complaints], [0, ""]);
  const lock = await readJson(join(place.path, "experiments/waves.lock.json"));
  assertEquals(Object.keys(lock.kinds), ["own-gestures"]);
  const [run] = (await filesBelow(join(place.path, "reports/waves/runs")))
    .filter((path) => path.endsWith("run.json"));
  const { plan, dataHash } = await readJson(join(place.path, "reports/waves/runs", run!));
  assertEquals(plan.kinds, lock.kinds);
  assertEquals(Object.keys(plan.dataset), [
    ...["kind", "file", "preprocess", "validationPeople", "testPeople"],
  ]);
  const again = await place.run("verify", "waves", "--backend", "reference");
  assertEquals(again.status, 0, again.out);
  assertStringIncludes(again.out, "2 runs the same, bit for bit (reference kernels)");

  await place.write("data/some/gestures.jsonl", recordings(0.2));
  const other = await place.run("verify", "waves", "--backend", "wasm");
  assertNotEquals(other.status, 0);
  assertStringIncludes(other.out + other.complaints, dataHash.slice(0, 8));

  await place.write("data/some/gestures.jsonl", recordings());
  await place.write("kinds/gestures.ts", `${KIND}// Changed.\n`);
  const changed = await place.run("verify", "waves", "--backend", "wasm");
  assertEquals(changed.status, 1);
  assertMatch(changed.out, /own-gestures was recorded with the sources [0-9a-f]{12}, its files/);
});

Deno.test("evaluate and export say where the code of a run's data set is", async () => {
  await using place = await withData();
  await place.run("experiment", "waves", "--backend", "wasm");
  const [run] = await filesBelow(join(place.path, "reports/waves/runs"));
  const folder = `waves/${run!.split("/")[0]}`;
  for (const args of [["evaluate", folder], ["export", folder, "--npz", "x.npz"]]) {
    const { status, complaints } = await place.run(...args);
    assertEquals(status, 2);
    assertStringIncludes(complaints, '"own-gestures": its code is not here but in its author');
  }
});

const cannotInterrupt = Deno.build.os === "windows";
if (cannotInterrupt) console.log("own_datasets_test, SIGINT: skipped, Windows has none");

Deno.test({
  name: "a run on a data set of the folder's own resumes to the same bytes",
  ignore: cannotInterrupt,
  async fn() {
    const long = EXPERIMENT.replace("epochs: 2", "epochs: 3000").replace("[6]", "[300, 300]");
    await using place = await withData(KIND, long);
    const args = ["experiment", "waves", "--backend", "wasm"];
    const process = place.start(...args);
    const runs = join(place.path, "reports/waves/runs");
    const isBegun = async () =>
      (await filesBelow(runs)).some((file) =>
        file.endsWith("steps.csv") && Deno.statSync(join(runs, file)).size > 0
      );
    await until("a run has begun", isBegun);
    process.kill("SIGINT");
    assertEquals((await process.output()).code, 130);
    assertEquals((await filesBelow(runs)).some((file) => file.includes("checkpoint-")), true);
    assertEquals((await place.run(...args)).status, 0);
    await place.run(...args, "--out", "undisturbed");
    await assertSameRuns(runs, join(place.path, "undisturbed/waves/runs"));
  },
});

const withoutGit = !await hasGit();
if (withoutGit) console.log("own_datasets_test, publish: skipped, there is no git");

Deno.test({
  name: "publish puts a data set's code and the files that it read into the archive",
  ignore: withoutGit,
  async fn() {
    await using place = await withData();
    await place.run("experiment", "waves", "--lock", "--backend", "wasm");
    const published = await place.run("publish", "waves", "--allow-dirty");
    assertEquals(published.status, 0, published.complaints);
    const archive = (await filesBelow(join(place.path, "reports")))
      .find((path) => path.endsWith(".zip"))!;
    await Deno.remove(join(place.path, "kinds"), { recursive: true });
    await Deno.remove(join(place.path, "data"), { recursive: true });
    const verified = await place.run("verify", `reports/${archive}`, "--backend", "wasm");
    assertEquals(verified.status, 0, verified.complaints + verified.out);
    assertStringIncludes(verified.out, "2 runs the same, bit for bit");
  },
});

/** The kind with something else at the end of `load`. */
const giving = (text: string) => KIND.replace("    splits: {", `${text}\n    splits: {`);
const [BEGIN, END] = ["    splits: {", "\n    },\n  };"];
const withSplits = (text: string) =>
  KIND.slice(0, KIND.indexOf(BEGIN)) + `    ${text}\n  };` +
  KIND.slice(KIND.indexOf(END) + END.length);

Deno.test("an invalid or hostile data set is refused by name before anything is run", async () => {
  const hidden = 'const outside = [].constructor.constructor("return global" + "This")();';
  const inLoad = (text: string) => KIND.replace("  const text =", `  ${text}\n  const text =`);
  const refused: readonly [kind: string, says: string][] = [
    [giving("values: new Float32Array(3),"), "values has 3 numbers; wanted 5 for each of 48"],
    [giving("labels: recordings.map(() => 2),"), "label 0 is 2; wanted a whole number from 0 to 1"],
    [
      withSplits("splits: { train: [0, 1], validation: [2], test: [1] },"),
      "example 1 is in splits.train and again in splits.test",
    ],
    [withSplits(""), "they have no splits, and its fields no trainExamples"],
    [
      giving("values: new Float32Array(240).fill(NaN),"),
      "example 0, feature 0 is NaN; wanted a number",
    ],
    [
      inLoad('throw new TypeError("no idea");'),
      "Cannot load own-gestures: it threw TypeError: no idea",
    ],
    [inLoad("const t = Date.now();"), "uses Date, which makes a run depend on when it happens"],
    [
      inLoad(`${hidden} await outside["fet" + "ch"]("https://example.org");`),
      "Cannot load own-gestures: it threw NotCapable",
    ],
    [
      inLoad(`${hidden} outside["De" + "no"].readTextFileSync("/etc/passwd");`),
      "Cannot load own-gestures: it threw NotCapable",
    ],
    [KIND.replace("  preprocess:", "  scaling:"), "has no field preprocess"],
    ["export default { fields: {} };", "is not a kind; wanted { fields, load }"],
  ];
  await using place = await withData();
  for (const [kind, says] of refused) {
    await place.write("kinds/gestures.ts", kind);
    const { status, complaints } = await place.run("experiment", "waves", "--backend", "wasm");
    assertEquals(status, 2, `${says}: ${complaints}`);
    assertStringIncludes(complaints, says);
  }
  await place.write("kinds/gestures.ts", KIND);
  const { status, complaints } = await place.run("experiment", "waves", "--data-dir", "elsewhere");
  assertEquals(status, 2);
  assertStringIncludes(complaints, 'Cannot read data file "some/gestures.jsonl"');
  assertEquals((await filesBelow(place.path)).some((file) => file.startsWith("reports/")), false);
});
