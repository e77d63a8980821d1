import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { sampleLogs } from "../samples/sample_logs.ts";
import { sample, type SampleExperiment, SMALL } from "../samples/samples.ts";
import { gatherVariants, type Variant } from "../variants.ts";
import {
  fixedDifferences,
  metricDifferences,
  pairRuns,
  pairVariants,
  settingDifferences,
} from "./pairs.ts";

const variantsOf = (made: SampleExperiment): readonly Variant[] => gatherVariants(sampleLogs(made));
const VARIANTS = variantsOf(SMALL);
const CHANGED = variantsOf({
  ...SMALL,
  variants: [sample("adam", 0.03, 0.012, 1e-2), sample("sgd", 0.001, 0.3, 1e-2)],
});

Deno.test("pairVariants pairs by label and names what has no partner", () => {
  const { pairs, onlyA, onlyB } = pairVariants(VARIANTS, CHANGED);
  assertEquals([pairs.map(({ label }) => label), onlyA, onlyB], [["adam"], ["rmsprop"], ["sgd"]]);
});

Deno.test("pairVariants pairs the only variants of both sides whatever their labels", () => {
  const one = (label: string) => variantsOf({ ...SMALL, variants: [sample(label, 1, 0.1, 1)] });
  assertEquals(pairVariants(one("base"), one("adam")).pairs[0]!.label, "base / adam");
});

Deno.test("settingDifferences names path, both values and the variants", () => {
  const { pairs } = pairVariants(VARIANTS, CHANGED);
  assertEquals(settingDifferences(pairs), [
    { path: "optimizer.learningRate", a: "0.001", b: "0.01", labels: ["adam"] },
  ]);
  assertEquals(settingDifferences(pairVariants(VARIANTS, VARIANTS).pairs), []);
});

Deno.test("fixedDifferences compares what all runs of a side share", () => {
  const longer = variantsOf({ ...SMALL, epochs: 3 });
  assertEquals(fixedDifferences(VARIANTS, longer), [{
    path: "epochs",
    a: "2",
    b: "3",
    labels: [],
  }]);
});

Deno.test("metricDifferences pairs by seed where seeds coincide, else compares samples", () => {
  const [same] = pairVariants(VARIANTS, VARIANTS).pairs;
  for (const { difference, paired } of metricDifferences(same!)) {
    assertEquals([difference.mean, difference.n, paired], [0, 2, true]);
  }
  const others = variantsOf({ ...SMALL, seeds: [3, 4, 5] });
  const [apart] = pairVariants(VARIANTS, others).pairs;
  const [loss] = metricDifferences(apart!);
  assertEquals([loss!.name, loss!.paired, loss!.a.n, loss!.b.n], ["trainLoss", false, 2, 3]);
  assertAlmostEquals(loss!.difference.mean, loss!.b.mean - loss!.a.mean, 1e-12);
  assert(loss!.difference.interval!.length === 2);
});

Deno.test("pairRuns pairs runs that have begun on both sides, by seed", () => {
  const logs = sampleLogs(SMALL);
  const [first, ...rest] = logs.runs;
  const runs = [{ planned: first!.planned, state: "missing" as const }, ...rest];
  const { pairs } = pairVariants(VARIANTS, gatherVariants({ ...logs, runs }));
  assertEquals(pairRuns(pairs).map(({ label, seed }) => `${label} ${seed}`), [
    "rmsprop 2",
    "adam 1",
    "adam 2",
  ]);
});
