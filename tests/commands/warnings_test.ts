/** Warnings as a user meets them: before anything runs, in the record, on the page; and status 1. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace } from "../command_line.ts";
import { declare, declareBase } from "../sample_experiment.ts";

const TABLE = [
  "a,b,colour",
  ...Array.from(
    { length: 30 },
    (_, i) => `${1.7e9 + i % 2},${i % 7}.5,${i === 0 ? "blue" : i % 2 === 0 ? "red" : "green"}`,
  ),
].join("\n");

const DATASET = { kind: "csv", file: "t.csv", validationExamples: 5, testExamples: 5 };

Deno.test("experiment warns before it runs, on the page and in list, and records the warnings", async () => {
  await using place = await createWorkplace();
  await place.write("data/t.csv", TABLE);
  const schedule = { kind: "cosine", warmupSteps: 1000 };
  const file = await place.write(
    "experiments/warned.ts",
    declareBase({ dataset: DATASET, schedule, batchSize: 10 }),
  );
  const dry = await place.run("experiment", file, "--dry-run");
  assertEquals(dry.status, 0);
  const said = [
    "base.schedule.warmupSteps: a warm-up of 1,000 steps in a run of 8: ",
    't.csv, column "a": 2 different values in the training examples become 1 in float32; ',
  ];
  for (const text of said) assertStringIncludes(dry.complaints, `warning: ${text}`);
  assertStringIncludes((await place.run("list")).complaints, `warning: warned: ${said[0]}`);
  const made = await place.run("experiment", file);
  assertEquals([made.status, made.complaints], [0, dry.complaints]);
  const folder = join(place.path, "reports/warned");
  const page = await Deno.readTextFile(join(folder, "index.html"));
  for (const text of said) assertStringIncludes(page, text.replaceAll('"', "&quot;"));
  const record = JSON.parse(await Deno.readTextFile(join(folder, "experiment.json")));
  assert(record.warnings.length >= 2, JSON.stringify(record.warnings));
  delete record.warnings;
  await Deno.writeTextFile(join(folder, "experiment.json"), JSON.stringify(record));
  const old = await place.run("report", "warned");
  assertEquals([old.status, old.complaints], [0, ""]);
  assert(!(await Deno.readTextFile(join(folder, "index.html"))).includes('class="warnings"'));
});

Deno.test("experiment exits with 1 if all trials diverge, and measures no test split", async () => {
  await using place = await createWorkplace();
  const file = await place.write(
    "experiments/lost.ts",
    declare({
      compare: {},
      tune: { "optimizer.learningRate": { range: "log", from: 1e25, to: 1e30 } },
      search: { kind: "random", trials: 3 },
    }),
  );
  for (const _ of ["made", "found"]) {
    const { status, complaints } = await place.run("experiment", file);
    assertEquals(status, 1);
    assertStringIncludes(
      complaints,
      "nothing to choose from: every trial of base of lost diverged",
    );
  }
  const runs = await Array.fromAsync(Deno.readDir(join(place.path, "reports/lost/runs")));
  assertEquals(runs.length, 3);
  const page = await Deno.readTextFile(join(place.path, "reports/lost/index.html"));
  assertStringIncludes(page, "base: nothing to choose from: all 3 candidates diverged");
});
