/** Several labels at once, as a user meets them: refused with its place, or made and shown. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace } from "../command_line.ts";
import { declareBase } from "../sample_experiment.ts";

const TARGETS = ["wide", "high"];

const ROWS = Array.from({ length: 24 }, (_, i) => {
  const [width, height] = [i % 5, (i * 7) % 6];
  return `${width},${height},${width > 2 ? 1 : 0},${height > 2 ? 1 : 0}`;
});

/** The text of a table, with another row where one is given. */
function tableOf(changed: Readonly<Record<number, string>> = {}): string {
  const rows = ROWS.map((row, at) => changed[at] ?? row);
  return ["width,height,wide,high", ...rows].join("\n");
}

const LABELLED = declareBase({
  task: "multi-label",
  dataset: {
    kind: "csv",
    file: "t.csv",
    targets: TARGETS,
    validationExamples: 6,
    testExamples: 6,
  },
  evaluation: { predictions: true },
  batchSize: 4,
}, { compare: undefined, seeds: [1] });

Deno.test("experiment refuses a label that is neither 0 nor 1, with its line and column", async () => {
  await using place = await createWorkplace();
  await place.write("data/t.csv", tableOf({ 3: "1,2,0,2" }));
  const file = await place.write("experiments/small.ts", LABELLED);
  const { status, complaints } = await place.run("experiment", file);
  assertEquals(status, 2);
  assertStringIncludes(
    complaints,
    "base.dataset.targets: have 2 at t.csv, line 5, column 4 (high); wanted 0 or 1",
  );
});

Deno.test("experiment takes several labels at once through to the page, and evaluate judges them", async () => {
  await using place = await createWorkplace();
  await place.write("data/t.csv", tableOf());
  const file = await place.write("experiments/small.ts", LABELLED);
  const made = await place.run("experiment", file);
  assertEquals([made.status, made.complaints], [0, ""]);
  assertStringIncludes(made.out, "always each label's majority");
  assert(!made.out.includes("least squares"), made.out);
  const folder = join(place.path, "reports/small");
  const page = await Deno.readTextFile(join(folder, "index.html"));
  for (const text of ["Test label accuracy", "Test exact match", "Test macro F1"]) {
    assertStringIncludes(page, text);
  }
  const [run] = await Array.fromAsync(Deno.readDir(join(folder, "runs")));
  const predictions = await Deno.readTextFile(join(folder, "runs", run!.name, "predictions.csv"));
  assertStringIncludes(predictions, "example,target1,probability1,target2,probability2,loss\n");
  const judged = await place.run("evaluate", "base-seed1", "--data", "data/t.csv");
  assertEquals([judged.status, judged.complaints], [0, ""]);
  assertStringIncludes(judged.out, "exactMatch");
});
