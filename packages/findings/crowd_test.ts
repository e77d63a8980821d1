import { assertEquals } from "@std/assert";
import { gatherCrowd, keepBest } from "./crowd.ts";
import { sampleLogs } from "./samples/sample_logs.ts";
import { sample, SMALL } from "./samples/samples.ts";
import { gatherVariants } from "./variants.ts";

Deno.test("keepBest keeps the rows of the highest rank in their own order, NaN last", () => {
  assertEquals(keepBest([1, NaN, 3, 2], Number, 3), [1, 3, 2]);
  assertEquals(keepBest([1, NaN, 3, 2], (row) => -row, 2), [1, 2]);
  assertEquals(keepBest([1, 1, 1], Number, 2), [1, 1]);
});

Deno.test("gatherCrowd draws the best variants and the named one, and all others as one", () => {
  // The later a variant, the better; the first is named, and a run of the second has diverged.
  const made = Array.from({ length: 70 }, (_, at) => sample(`v${at}`, 0.001 * at, 0.01, 0.01));
  const logs = sampleLogs({ ...SMALL, variants: made, claims: [] });
  const runs = logs.runs.map((run, at) =>
    at === 2 ? { ...run, record: { ...run.record!, ended: "diverged" as const } } : run
  );
  const variants = gatherVariants({ ...logs, runs });
  const { drawn, pool, pooled, all } = gatherCrowd(variants, new Set(["v0"]));
  assertEquals([drawn.length, pooled, all.length], [60, 10, 70]);
  assertEquals(drawn.slice(0, 2).map(({ label }) => label), ["v0", "v11"]);
  assertEquals(pool!.label, "the other 10");
  assertEquals(pool!.chosen.runs.length, 10 * SMALL.seeds.length - 1);
  assertEquals(all.slice(10, 12).map(({ label }) => label), ["the other 10", "v11"]);
});
