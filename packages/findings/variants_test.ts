import { assertEquals } from "@std/assert";
import type { ExperimentLogs } from "./read_experiment.ts";
import { findingsOf } from "./findings.ts";
import { sampleLogs, searchedLogs } from "./samples/sample_logs.ts";
import { sample, UPDATE_RULES } from "./samples/samples.ts";
import { gatherVariants, metricBySeed, metricOf, summarizeMetric, tunedText } from "./variants.ts";

/** Adam with three learning rates, of which the second trains best, and SGD, which is not tuned. */
function tunedLogs(): ExperimentLogs {
  const rates = [["1e-4", 0.001], ["1e-3", 0.03], ["1e-2", 0.004]] as const;
  const adam = rates.map(([label, rate]) => ({
    ...sample("adam", rate, 0.01, Number(label)),
    tuned: { learningRate: label },
  }));
  return sampleLogs({ ...UPDATE_RULES, variants: [...adam, sample("sgd", 0.002, 0.3, 1e-2)] });
}

Deno.test("gatherVariants keeps the order of the experiment and all seeds", () => {
  const variants = gatherVariants(sampleLogs(UPDATE_RULES));
  assertEquals(
    variants.map(({ label }) => label),
    ["sgd", "momentum", "rmsprop", "adam", "adagrad"],
  );
  assertEquals([...metricBySeed(variants[0]!.chosen, "testAccuracy").keys()], [1, 2, 3]);
});

Deno.test("gatherVariants chooses the tuned candidate with the best mean validation accuracy", () => {
  const [adam, sgd] = gatherVariants(tunedLogs());
  assertEquals(adam!.candidates.length, 3);
  assertEquals(tunedText(adam!.chosen.tuned), "learningRate 1e-3");
  assertEquals([adam!.decided, sgd!.decided], [true, true]);
  assertEquals([sgd!.candidates.length, tunedText(sgd!.chosen.tuned)], [1, ""]);
});

Deno.test("gatherVariants chooses without looking at the test split", () => {
  const logs = tunedLogs();
  const runs = logs.runs.map((run) => {
    const accuracy = run.planned.tuned["learningRate"] === "1e-4" ? 1 : 0;
    const test = { accuracy, loss: 0, examples: 1 };
    return { ...run, record: { ...run.record!, result: { ...run.record!.result!, test } } };
  });
  const [adam] = gatherVariants({ ...logs, runs });
  assertEquals(adam!.chosen.tuned, { learningRate: "1e-3" });
});

Deno.test("metricOf a diverged run is NaN, and a candidate with one is not chosen", () => {
  const logs = tunedLogs();
  const best = logs.runs.find((run) => run.planned.tuned["learningRate"] === "1e-3")!;
  const diverged = { ...best, record: { ...best.record!, ended: "diverged" as const } };
  assertEquals(metricOf(diverged, "trainLoss"), NaN);
  const runs = logs.runs.map((run) => run === best ? diverged : run);
  assertEquals(gatherVariants({ ...logs, runs })[0]!.chosen.tuned, { learningRate: "1e-2" });
});

Deno.test("gatherVariants calls a choice undecided as long as a candidate's run is incomplete", () => {
  const logs = tunedLogs();
  const runs = logs.runs.map((run, at) =>
    at === 0 ? { planned: run.planned, state: "missing" as const } : run
  );
  const [adam, sgd] = gatherVariants({ ...logs, runs });
  assertEquals([adam!.decided, sgd!.decided], [false, true]);
});

Deno.test("gatherVariants passes over candidates without numbers", () => {
  const logs = tunedLogs();
  const runs = logs.runs.map((run) =>
    run.planned.tuned["learningRate"] === "1e-3"
      ? { planned: run.planned, state: "missing" as const }
      : run
  );
  const [adam] = gatherVariants({ ...logs, runs });
  assertEquals(adam!.chosen.tuned, { learningRate: "1e-2" });
  assertEquals(summarizeMetric(adam!.candidates[1]!, "testAccuracy").n, 0);
});

Deno.test("gatherVariants lets the repetition of a chosen run stand for its seed, once it is complete", () => {
  const logs = tunedLogs();
  const [again] = logs.runs.filter(({ planned }) => planned.tuned["learningRate"] === "1e-3");
  const folder = "runs/chosen-seed1-0a1b2c3d";
  const made = { ...again!, planned: { ...again!.planned, folder } };
  const missing = { planned: made.planned, state: "missing" as const };
  const standing = (runs: ExperimentLogs["runs"]) =>
    gatherVariants({ ...logs, runs })[0]!.chosen.runs.map((run) => run.planned.folder);
  assertEquals(standing([...logs.runs, made])[0], folder);
  assertEquals(standing([...logs.runs, missing])[0], again!.planned.folder);
  assertEquals(standing([...logs.runs, made]).length, 3);
});

Deno.test("gatherVariants takes what a search chose, whatever its other seeds came to", () => {
  const [adam] = gatherVariants(searchedLogs());
  assertEquals(tunedText(adam!.chosen.tuned), "optimizer.learningRate 0.03");
  assertEquals([adam!.candidates.length, adam!.chosen.runs.length, adam!.decided], [4, 2, true]);
  assertEquals(adam!.candidates[0]!.stopped?.epochs, 2);
  assertEquals(summarizeMetric(adam!.candidates[0]!, "bestValidationAccuracy").n, 0);
});

Deno.test("gatherVariants has decided nothing as long as a search has not", () => {
  const logs = searchedLogs();
  const search = { ...logs.record.search!, trials: logs.record.search!.trials.slice(0, 4) };
  const searching = { ...logs, record: { ...logs.record, search } };
  assertEquals(gatherVariants(searching)[0]!.decided, false);
  const [claim] = findingsOf(searching).claims;
  assertEquals([claim!.verdict, claim!.reason], ["not decided", "values are still searched for"]);
  assertEquals(findingsOf(logs).claims[0]!.verdict, "supported");
});
