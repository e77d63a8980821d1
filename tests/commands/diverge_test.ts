import { identityOf } from "@samebit/solver";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace } from "../command_line.ts";
import { declare, declareBase } from "../sample_experiment.ts";

Deno.test("diverge names the first tensor and element in which two variants differ", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  const { status, out, complaints } = await place.run("diverge", "small#sgd", "small#adam");
  assertEquals([status, complaints], [1, ""]);
  assertMatch(out, /^The plans differ in optimizer\.kind \("sgd", "adam"\), /);
  assertMatch(
    out,
    /\nThey diverge in step 1, update: W1\[\d+, \d+\] is \S+ in A and \S+ in B, \d+ ulps apart\n/,
  );
});

Deno.test("diverge --page shows what becomes of two variants, in one file", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  const page = ["small#sgd", "small#adam", "--page", "diverging.html"];
  const { status, out } = await place.run("diverge", ...page);
  assertEquals(status, 1);
  assertMatch(out, /^Page: diverging\.html$/m);
  const html = await Deno.readTextFile(join(place.path, "diverging.html"));
  const said = /^They diverge .*$/m.exec(out)![0];
  for (const part of [said, "Difference by step", "Ulps in W1 [64, ", "optimizer.kind"]) {
    assertStringIncludes(html, part);
  }
  assertEquals(/(src|href)="[^#]/.test(html.replace(/<script.*?<\/script>/gs, "")), false);

  const nowhere = await place.run("diverge", ...page.slice(0, 3), "nowhere/diverging.html");
  assertEquals(nowhere.status, 2);
  assertStringIncludes(nowhere.complaints, "--page: cannot write nowhere/diverging.html");
});

Deno.test("diverge finds no difference between kernels up to the end of the shorter run", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare({ compare: { epochs: [3, 1] } }));
  const kernels = ["--backend", "wasm,reference"];
  const { status, out } = await place.run("diverge", "small#3", "small#1", ...kernels);
  assertEquals(status, 0);
  assertStringIncludes(
    out,
    "No difference: every loss and every weight is the same through 1 epoch\n",
  );
});

Deno.test("diverge never uses other kernels than those that were asked for", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  const kernels = ["--backend", "wasm,native"];
  const { status, complaints } = await place.run("diverge", "small#sgd", "small#sgd", ...kernels);
  assertEquals(status, 2);
  assertStringIncludes(complaints, "--backend: cannot be native; wanted wasm or reference");
});

Deno.test("diverge --accumulate finds no difference between pieces and a whole minibatch, or says what forbids pieces", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare());
  const diverge = (variant: string, pieces: string) =>
    place.run("diverge", `small#${variant}`, "small#sgd", "--accumulate", pieces);
  const same = await diverge("sgd", "1,3");
  assertEquals([same.status, same.complaints], [0, ""]);
  assertStringIncludes(same.out, "No difference: every loss and every weight is the same");
  const parted = await diverge("adam", "4");
  assertEquals(parted.status, 1);
  assertStringIncludes(parted.out, "They diverge in step 1, update: W1");

  for (
    const [pieces, says] of [
      ["21", "--accumulate: small#sgd: a batchSize of 20 cannot be processed in 21 pieces"],
      ["0", '--accumulate: cannot be "0"; wanted one or two whole numbers from 1'],
      ["1,2,3", '--accumulate: cannot be "1,2,3"; wanted one or two whole numbers from 1'],
    ] as const
  ) {
    const { status, complaints } = await diverge("sgd", pieces);
    assertEquals(status, 2);
    assertStringIncludes(complaints, says);
  }
});

Deno.test("diverge compares runs in float64 on the reference kernels, and no two precisions", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/double.ts", declareBase({ precision: "float64" }));
  const same = await place.run("diverge", "double#sgd#1", "double#sgd#1");
  assertEquals([same.status, same.complaints], [0, ""]);
  assertMatch(same.out, /^The runs are in float64, which only the reference kernels support\n/);

  await place.write(
    "experiments/two.ts",
    declare({ compare: { precision: ["float32", "float64"] } }),
  );
  const { status, complaints } = await place.run("diverge", "two#float32", "two#float64");
  assertEquals(status, 2);
  assertStringIncludes(
    complaints,
    "needs two runs of the same precision; A is in float32, B in float64",
  );
});

Deno.test("diverge and evaluate say what is wrong with a plan that was edited by hand", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare({ seeds: [1] }));
  assertEquals((await place.run("experiment", "small")).status, 0);
  const runs = join(place.path, "reports/small/runs");
  const [name] = (await Array.fromAsync(Deno.readDir(runs))).map(({ name }) => name).sort();
  const path = join(runs, name!, "run.json");
  const record = JSON.parse(await Deno.readTextFile(path));
  const plans = [
    {
      ...record.plan,
      dataset: { kind: "csv", file: 5, label: 0, header: "none", preprocess: "none" },
    },
    { ...record.plan, model: { ...record.plan.model, hidden: [-1] } },
    { ...record.plan, optimizer: { kind: "none" } },
    { ...record.plan, batchSize: 0 },
  ];
  // Fields that neither command gets as far as using.
  const unused = [
    { ...record.plan, epochs: 0.5 },
    { ...record.plan, evaluation: { ...record.plan.evaluation, every: 0 } },
    { ...record.plan, more: 1 },
    { ...record.plan, model: { ...record.plan.model, hidden: new Array(2000).fill(1) } },
  ];
  for (const plan of [...plans, ...unused]) {
    const identity = identityOf(plan, record.dataHash);
    await Deno.writeTextFile(path, JSON.stringify({ ...record, plan, identity }));
    const run = `reports/small/runs/${name}`;
    for (const command of [["diverge", run, run], ["evaluate", run]]) {
      const { status, complaints } = await place.run(...command);
      assertEquals(status, 2, `${command[0]}: ${complaints}`);
      assertStringIncludes(complaints, unused.includes(plan) ? `${run}/run.json` : run);
    }
  }
});
