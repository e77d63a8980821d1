import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { createWorkplace } from "../command_line.ts";
import { declare } from "../sample_experiment.ts";

Deno.test("--json gives the result of list, verify, evaluate and diverge alone, as data", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declare({ question: "Is \u202eit so?", seeds: [1] }));
  const made = await place.run("experiment", "small", "--workers", "1", "--lock");
  assertEquals(made.status, 0, made.complaints);

  const list = await place.run("list", "--json");
  assertMatch(list.out, /^[\n -~]*$/);
  assertEquals(JSON.parse(list.out), [
    { slug: "small", runs: 2, done: 2, stale: 0, question: "Is \u202eit so?" },
  ]);

  const verify = await place.run("verify", "small", "--json", "--backend", "wasm");
  const { same, locks } = JSON.parse(verify.out);
  assertEquals([verify.status, same, locks.length], [0, true, 1]);
  assertEquals([locks[0].slug, locks[0].kernels, locks[0].left], ["small", ["wasm"], 0]);
  assertEquals(
    locks[0].runs.map((run: { label: string; verdict: string }) => [run.label, run.verdict]),
    [
      ["adam", "same"],
      ["sgd", "same"],
    ],
  );
  assertEquals(locks[0].runs[0].got, locks[0].runs[0].expected);
  assertStringIncludes(verify.complaints, "2 runs the same, bit for bit");

  const evaluate = await place.run("evaluate", "small/adam-seed1", "--json");
  const { split, weights, figures, classes, recorded, same: isRecorded } = JSON.parse(evaluate.out);
  assertEquals([split, weights, isRecorded], ["validation", "best", true]);
  assertEquals([figures.accuracy, figures.loss], [recorded.accuracy, recorded.loss]);
  assert(figures.examples > 0);
  assertStringIncludes(
    evaluate.complaints,
    `area under the ROC curve ${classes.meanAreaUnderRoc} (mean of ${
      Object.keys(classes.areaUnderRoc).length
    } classes, each against the others), calibration error ${classes.calibrationError} (10 bins)`,
  );

  const diverge = await place.run("diverge", "small#sgd", "small#adam", "--json");
  const { plans, divergence } = JSON.parse(diverge.out);
  assertEquals(diverge.status, 1);
  assertEquals(plans.differing[0], { field: "optimizer.kind", a: "sgd", b: "adam" });
  assertEquals([divergence.step, divergence.values.length], [1, 2]);
  const alike = await place.run("diverge", "small#sgd", "small#sgd", "--json");
  assertEquals(JSON.parse(alike.out).divergence, null);
});
