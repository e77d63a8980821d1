import { assertEquals } from "@std/assert";
import { sampleLogs } from "./samples/sample_logs.ts";
import { SMALL } from "./samples/samples.ts";
import { findSetup } from "./setup.ts";
import { gatherVariants } from "./variants.ts";

Deno.test("findSetup tells what differs between variants from what is fixed and what seeds change", () => {
  const { fixed, compared, values, seeded } = findSetup(gatherVariants(sampleLogs(SMALL)));
  assertEquals(compared, ["optimizer.kind", "optimizer.learningRate"]);
  assertEquals(values.get("adam"), ["adam", "0.001"]);
  assertEquals(seeded, ["seed"]);
  assertEquals(Object.fromEntries(fixed)["model.hidden"], "[100, 100, 100, 100, 100]");
  assertEquals(Object.fromEntries(fixed)["batchSize"], "32");
});

Deno.test("findSetup knows nothing of an experiment that has not begun", () => {
  const logs = sampleLogs(SMALL);
  const runs = logs.runs.map(({ planned }) => ({ planned, state: "missing" as const }));
  const setup = findSetup(gatherVariants({ ...logs, runs }));
  assertEquals([setup.fixed.length, setup.compared.length, setup.values.size], [0, 0, 0]);
});
