import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { parseSafetensors } from "@samebit/runlog";
import { createWorkplace, filesBelow, ROOT } from "../command_line.ts";
import { declare, declareBase } from "../sample_experiment.ts";

const HOPELESS = {
  says: "SGD reaches 99.9 % in eight steps",
  metric: "trainAccuracy",
  higher: "sgd",
  than: 0.999,
};

Deno.test("experiment does every run, shows the results and names the page", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  const { status, out, complaints } = await place.run("experiment", "small");
  assertEquals([status, complaints], [0, ""]);
  assertStringIncludes(out, "small: Does a small experiment run?\n4 runs: 2 variants × 2 seeds\n");
  assertMatch(
    out,
    /\n\[4\/4\] \w+, seed \d: best validation accuracy \d\.\d{3} \(epoch \d\), test/,
  );
  assertMatch(out, /\nvariant +n +train loss +train accuracy +best validation +test accuracy\nsgd/);
  assertStringIncludes(out, "\nReport: reports/small/index.html\n");
  const files = await filesBelow(join(place.path, "reports"));
  assertEquals(files.filter((file) => file.endsWith("/run.json")).length, 4);
  for (const page of ["index.html", "small/index.html", "small/experiment.json"]) {
    assert(files.includes(page), page);
  }
});

Deno.test("experiment only says what it would do on a dry run", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  const { status, out } = await place.run("experiment", "small", "--dry-run", "--seeds", "7");
  assertEquals(status, 0);
  assertMatch(out, /\n {2}sgd, seed 7 +reports\/small\/runs\/sgd-seed7-[0-9a-f]{8}\n/);
  assertEquals(await filesBelow(join(place.path, "reports")), []);
});

Deno.test("experiment exits with 1 if a claim marked must is refuted, and only then", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/must.ts", declare({ claims: [{ ...HOPELESS, must: true }] }));
  await place.write("experiments/may.ts", declare({ claims: [HOPELESS] }));
  const must = await place.run("experiment", "must", "--workers", "1");
  assertEquals(must.status, 1);
  assertStringIncludes(must.out, `refuted: ${HOPELESS.says}\n`);
  assertEquals(must.complaints, `refuted: ${HOPELESS.says}\n`);
  const may = await place.run("experiment", "may", "--workers", "1");
  assertEquals([may.status, may.complaints], [0, ""]);
  assertStringIncludes(may.out, `refuted: ${HOPELESS.says}\n`);
});

Deno.test("experiment exits with 1 if a run fails, and says why without a stack", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  const planned = await place.run("experiment", "small", "--dry-run");
  const folder = /reports\S+adam-seed1-\S+/.exec(planned.out)![0];
  await Deno.mkdir(join(place.path, folder, "weights-final.safetensors"), { recursive: true });

  const failed = await place.run("experiment", "small", "--keep-going", "--workers", "1");
  assertEquals(failed.status, 1);
  assertMatch(
    failed.complaints,
    /^notice: adam, seed 1: .*; retry 1 of 1\nfailed: adam, seed 1: .*\n1 run of small failed; --verbose/,
  );
  assert(!/\n +at /.test(failed.complaints), failed.complaints);
  assertStringIncludes(failed.out, "\nReport: ");
  const page = await Deno.readTextFile(join(place.path, "reports/small/index.html"));
  assertMatch(page, /<bdi>failed: .*weights-final/);

  const verbose = await place.run("experiment", "small", "--verbose");
  assertEquals(verbose.status, 1);
  assertStringIncludes(verbose.out, "3 already done, skipping");
  assertStringIncludes(verbose.complaints, "    at ");

  await Deno.remove(join(place.path, folder, "weights-final.safetensors"));
  assertEquals((await place.run("experiment", "small")).status, 0);
  const files = await filesBelow(join(place.path, "reports"));
  assertEquals(files.filter((file) => file.endsWith("failed.txt")), []);
});

Deno.test("experiment tries tuned values on the validation split and tests those it chooses", async () => {
  await using place = await createWorkplace();
  const tuned = declare({
    compare: undefined,
    tune: { "optimizer.learningRate": [1e-9, 0.1] },
  });
  await place.write("experiments/tuned.ts", tuned);
  const { status, out } = await place.run("experiment", "tuned", "--workers", "1");
  assertEquals(status, 0);
  assertStringIncludes(out, "4 runs: 1 variant × 2 tuned combinations × 2 seeds\n");
  assertMatch(out, /\n\[6\/6\] chosen: base, optimizer.learningRate 0.1, seed \d: .*, test \d/);
  assertMatch(out, /\nbase +0\.1 +2 /);
  const { out: listed } = await place.run("list");
  assertMatch(listed, /\ntuned +4 +4 +0 /);
});

Deno.test("report writes the same pages again from the logs alone", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  await place.run("experiment", "small", "--seeds", "1", "--workers", "1");
  const page = join(place.path, "reports/small/index.html");
  const before = await Deno.readTextFile(page);
  await Deno.remove(page);
  await Deno.remove(join(place.path, "experiments/small.ts"));
  const { status, out } = await place.run("report");
  assertEquals(status, 0);
  assertEquals(out, "Report: reports/small/index.html\nIndex: reports/index.html\n");
  assertEquals(await Deno.readTextFile(page), before);
});

Deno.test("report refuses what has no logs and what is damaged", async () => {
  await using place = await createWorkplace();
  const empty = await place.run("report");
  assertEquals(empty.status, 2);
  assertStringIncludes(empty.complaints, "reports: contains no experiment yet; run one first");
  await place.write("reports/small/experiment.json", "{");
  const missing = await place.run("report", "smal");
  assertEquals(missing.status, 2);
  assertStringIncludes(missing.complaints, "smal: has no logs in reports, did you mean small?");
  const damaged = await place.run("report", "small");
  assertEquals(damaged.status, 2);
  assertStringIncludes(damaged.complaints, "small/experiment.json");
});

Deno.test("list shows how far each experiment is, and the runs that none names", async () => {
  await using place = await createWorkplace();
  const empty = await place.run("list");
  assertEquals(empty.status, 0);
  assertStringIncludes(empty.out, "No experiments in experiments/ yet");
  await place.write("experiments/small.ts", declare());
  await place.run("experiment", "small", "--seeds", "2,3", "--workers", "1");
  const { status, out } = await place.run("list");
  assertEquals(status, 0);
  assertEquals(out.split("\n").map((line) => line.split(/ {2,}/)), [
    ["experiment", "runs", "done", "stale", "question"],
    ["small", "4", "2", "2", "Does a small experiment run?"],
    [""],
  ]);
});

Deno.test("list names a broken file and still lists the others", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  await place.write("experiments/broken.ts", "export default {");
  const { status, out, complaints } = await place.run("list");
  assertEquals(status, 2);
  assertStringIncludes(out, "\nsmall ");
  assertStringIncludes(complaints, "experiments/broken.ts");
});

Deno.test("list and experiment --all say which experiments need missing data", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declareBase({}, { seeds: [1] }));
  await place.write("experiments/cifar.ts", declareBase({ dataset: { kind: "cifar10" } }));
  const remedy = /"cifar-10-batches-bin.*fetch it with deno task data cifar10/;
  const listed = await place.run("list");
  assertEquals([listed.status, listed.complaints], [0, ""]);
  assertMatch(listed.out, /^cifar +4 +no data +Does/m);
  assertMatch(
    listed.out,
    /^no data: cifar10 not in data; fetch cifar10 with deno task data cifar10, or/m,
  );
  const all = await place.run("experiment", "--all", "--workers", "1");
  assertEquals([all.status, all.complaints], [0, ""]);
  assertMatch(all.out, /^experiments\/cifar\.ts: skipped: Cannot read/m);
  assertMatch(all.out, /^Report: reports\/small\/index\.html$/m);
  // Who names it wants it.
  const named = await place.run("experiment", "cifar", "small");
  assertEquals([named.status, named.out], [2, ""]);
  assertMatch(named.complaints, remedy);
});

Deno.test("new writes a file that type-checks and runs unchanged", async () => {
  await using place = await createWorkplace();
  const { status, out } = await place.run("new", "my-question");
  assertEquals(status, 0);
  assertEquals(
    out,
    "Wrote experiments/my-question.ts. " +
      "Edit it, then run: deno task experiment experiments/my-question.ts\n",
  );
  const file = join(place.path, "experiments/my-question.ts");
  const text = await Deno.readTextFile(file);
  // Outside of the workspace the name of the package means nothing.
  const experiment = new URL("packages/experiment/mod.ts", `file://${ROOT}`).href;
  const checked = await place.write(
    "checked.ts",
    text.replace("@samebit/experiment", experiment),
  );
  const check = await new Deno.Command(Deno.execPath(), {
    args: ["check", "--quiet", `--config=${join(ROOT, "deno.json")}`, checked],
    stderr: "piped",
  }).output();
  assertEquals([check.code, new TextDecoder().decode(check.stderr)], [0, ""]);
  const run = await place.run("experiment", "my-question", "--seeds", "1", "--workers", "1");
  assertEquals([run.status, run.complaints], [0, ""]);
});

Deno.test("new --from starts with a copy of an experiment, and says what to change", async () => {
  await using place = await createWorkplace();
  const text = declare();
  await place.write("experiments/small.ts", text);
  const { status, out, complaints } = await place.run("new", "mine", "--from", "small");
  assertEquals([status, complaints], [0, ""]);
  const change = "Change title, question, expectation, claims and what is compared";
  assertStringIncludes(out, `Wrote experiments/mine.ts, a copy of experiments/small.ts. ${change}`);
  assertEquals(
    await Deno.readTextFile(join(place.path, "experiments/mine.ts")),
    `// A copy of experiments/small.ts. ${change}, then remove this line.\n${text}`,
  );
  const refused: readonly [args: string[], says: string][] = [
    [["--from", "smal"], "did you mean experiments/small.ts?"],
    [["--from", "../small.ts"], "--from: needs the slug of an experiment in experiments/"],
    [["--from", "small", "--csv", "x.csv"], "--from: cannot be combined with --csv"],
  ];
  for (const [args, says] of refused) {
    const { status, complaints } = await place.run("new", "other", ...args);
    assertEquals(status, 2);
    assertStringIncludes(complaints, says);
  }
});

Deno.test("new overwrites nothing and writes nowhere else", async () => {
  await using place = await createWorkplace();
  await place.run("new", "my-question");
  const before = await filesBelow(place.path);
  const again = await place.run("new", "my-question");
  assertEquals(again.status, 2);
  assertStringIncludes(again.complaints, "experiments/my-question.ts: already exists");
  for (const slug of ["../elsewhere", "a/b", "My_Question", "<b>", "x".repeat(61)]) {
    const { status, complaints } = await place.run("new", slug);
    assertEquals(status, 2);
    assertStringIncludes(complaints, `${JSON.stringify(slug)}: is not a slug`);
  }
  assertEquals(await filesBelow(place.path), before);
});

Deno.test("check-gradients finds every gradient right", async () => {
  await using place = await createWorkplace();
  const { status, out } = await place.run("check-gradients");
  assertEquals(status, 0);
  assertMatch(out, /\n\d{3,} gradients checked, 0 wrong\n$/);
});

Deno.test("commands do without native kernels if no folder for them is known, and say so", async () => {
  await using place = await createWorkplace({ HOME: "", XDG_CACHE_HOME: "", LOCALAPPDATA: "" });
  await place.write("experiments/small.ts", declare());
  const missing =
    /Cannot tell where to keep the native kernels: \w+ is not set; set it to a folder/;
  const auto = await place.run("experiment", "small", "--dry-run");
  assertEquals(auto.status, 0);
  assertMatch(auto.complaints, missing);
  assertStringIncludes(auto.complaints, "Using the WebAssembly kernels: ");
  assertStringIncludes(auto.out, "wasm kernels)");
  const wasm = await place.run("experiment", "small", "--dry-run", "--backend", "wasm");
  assertEquals([wasm.status, wasm.complaints], [0, ""]);
  for (const args of [["native"], ["experiment", "small", "--backend", "native"]]) {
    const { status, complaints } = await place.run(...args);
    assertEquals(status, 2);
    assertMatch(complaints, missing);
  }
});

Deno.test("experiment runs float64 on the reference kernels, and says and records it", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/double.ts", declareBase({ precision: "float64" }));
  const { status, out } = await place.run("experiment", "double", "--backend", "wasm");
  assertEquals(status, 0);
  assertStringIncludes(out, "reference kernels in float64)");
  const runs = join(place.path, "reports/double/runs");
  for await (const { name } of Deno.readDir(runs)) {
    const text = await Deno.readTextFile(join(runs, name, "environment.json"));
    assertEquals(JSON.parse(text).backend, "reference");
    const weights = await Deno.readFile(join(runs, name, "weights-final.safetensors"));
    const [W1] = parseSafetensors(weights, name).arrays;
    assert(W1.values instanceof Float64Array);
  }
});
