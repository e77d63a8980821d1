import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";
import { planSweep, sameBytesBelow } from "./sweep.ts";

/** Four runs on a table of two features. */
const SWEEP = declareBase({
  dataset: {
    kind: "csv",
    file: "points.csv",
    label: "side",
    validationExamples: 10,
    testExamples: 10,
  },
  batchSize: 10,
}, { seeds: [1] });

/** Points on both sides of a line; `first` is the first number of all. */
function points(first: string): string {
  const rows = Array.from(
    { length: 60 },
    (_, i) => `${i === 0 ? first : i % 7},${i % 11},${i % 7 > i % 11 ? "right" : "left"}`,
  );
  return ["x,y,side", ...rows, ""].join("\n");
}

Deno.test("experiment does new runs for an edited data file, and keeps the old ones", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/sweep.ts", SWEEP);
  await place.write("data/points.csv", points("0"));
  const first = await place.run("experiment", "sweep", "--lock");
  assertEquals([first.status, first.complaints], [0, ""]);
  const runs = join(place.path, "reports/sweep/runs");
  const before = await sameBytesBelow(runs);

  await place.write("data/points.csv", points("0.5"));
  const verified = await place.run("verify", "sweep");
  assertEquals(verified.status, 1);
  assertMatch(verified.out, /^adam, seed 1 .* other data$/m);
  assertMatch(verified.out, /recorded on data [0-9a-f]{12}, these files are [0-9a-f]{12}/);
  const second = await place.run("experiment", "sweep");
  assertEquals([second.status, second.complaints], [0, ""]);
  assertStringIncludes(second.out, "2 to run");
  const after = await sameBytesBelow(runs);
  assertEquals(after.size, 2 * before.size);
  for (const [path, bytes] of before) assertEquals(after.get(path), bytes, path);
  // Two runs, two done, two stale.
  assertMatch((await place.run("list")).out, /^sweep +2 +2 +2 /m);

  await place.write("data/points.csv", points("0"));
  assertStringIncludes((await place.run("experiment", "sweep")).out, "2 already done, skipping");
  assertEquals((await place.run("verify", "sweep")).status, 0);
});

Deno.test("experiment starts no run whose data file changes after planning", async () => {
  await using place = await createWorkplace();
  const file = await place.write("points.csv", points("0"));
  const sweep = await planSweep(place, SWEEP);
  await Deno.writeTextFile(file, points("0.5"));
  const { code, lines } = await sweep.start({ out: place.path, workers: 1 }).ended;
  assertEquals(code, 1);
  const reasons = lines.filter(({ kind }) => kind === "failed").map(({ text }) => text);
  assertEquals(reasons.length, 2);
  for (const reason of reasons) assertStringIncludes(reason, "plan or data changed since it was");
  const left = await filesBelow(join(place.path, sweep.planned.slug, "runs"));
  assertEquals(left.map((path) => path.split("/")[1]), ["failed.txt", "failed.txt"]);
});

Deno.test("experiment names a damaged run.json, touches nothing, and says how to continue", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/sweep.ts", SWEEP);
  await place.write("data/points.csv", points("0"));
  const undisturbed = await place.run("experiment", "sweep");
  assertEquals([undisturbed.status, undisturbed.complaints], [0, ""]);
  const runs = join(place.path, "reports/sweep/runs");
  const wanted = await sameBytesBelow(runs);
  const [path] = [...wanted.keys()].filter((path) => path.endsWith("/run.json"));
  const file = join(runs, path!);

  await Deno.writeTextFile(file, "");
  const refused = await place.run("experiment", "sweep");
  assertEquals(refused.status, 2);
  assertStringIncludes(refused.complaints, `${path}: is damaged: `);
  assertStringIncludes(refused.complaints, "remove this file and run the command again");
  assertEquals((await Deno.stat(file)).size, 0);

  await Deno.remove(file);
  const again = await place.run("experiment", "sweep");
  assertEquals([again.status, again.complaints], [0, ""]);
  assert(again.out.includes("1 already done, skipping"));
  assertEquals(await sameBytesBelow(runs), wanted);
});
