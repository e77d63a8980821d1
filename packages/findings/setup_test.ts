import { assertEquals } from "@std/assert";
import type { JsonObject } from "@samebit/runlog";
import { sampleLogs } from "./samples/sample_logs.ts";
import { SMALL } from "./samples/samples.ts";
import { findSetup } from "./setup.ts";
import { gatherVariants } from "./variants.ts";

Deno.test("findSetup separates what differs between variants from what is fixed and what seeds change", () => {
  const { fixed, compared, values, seeded } = findSetup(gatherVariants(sampleLogs(SMALL)));
  assertEquals(compared, ["optimizer.kind", "optimizer.learningRate"]);
  assertEquals(values.get("adam"), ["adam", "0.001"]);
  assertEquals(seeded, ["seed"]);
  assertEquals(Object.fromEntries(fixed)["model.hidden"], "[100, 100, 100, 100, 100]");
  assertEquals(Object.fromEntries(fixed)["batchSize"], "32");
});

Deno.test("findSetup fills in what one plan leaves out and another states", () => {
  const logs = sampleLogs(SMALL);
  const runs = logs.runs.map((run) => {
    if (run.planned.variant !== "adam" || run.record === undefined) return run;
    const { plan } = run.record;
    const model = { ...plan["model"] as JsonObject, activation: { kind: "gelu" } };
    return { ...run, record: { ...run.record, plan: { ...plan, model } } };
  });
  const { compared, values } = findSetup(gatherVariants({ ...logs, runs }));
  const at = compared.indexOf("model.activation.kind");
  assertEquals(values.get("adam")![at], "gelu");
  const [other] = [...values.keys()].filter((label) => label !== "adam");
  assertEquals(values.get(other!)![at], "relu");
});

Deno.test("findSetup knows nothing of an experiment that has not begun", () => {
  const logs = sampleLogs(SMALL);
  const runs = logs.runs.map(({ planned }) => ({ planned, state: "missing" as const }));
  const setup = findSetup(gatherVariants({ ...logs, runs }));
  assertEquals([setup.fixed.length, setup.compared.length, setup.values.size], [0, 0, 0]);
});
