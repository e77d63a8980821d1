import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { recordsOf } from "@samebit/runlog";
import { sampleLogs, searchedLogs, SMALL, TUNED } from "@samebit/findings/samples";
import {
  gatherSweep,
  importances,
  leadingAxes,
  placeOnAxis,
  shortValue,
  type Sweep,
} from "./sweep.ts";
import { gatherVariants, shortName } from "@samebit/findings";

/** A sweep of one variant over x and y, in which a value is a function of both, with two seeds. */
function sweepOf(value: (x: number, y: number, seed: number) => number): Sweep {
  const levels = ["0", "1"];
  const candidates = levels.flatMap((x) =>
    levels.map((y) => {
      const dots = [1, 2].map((seed) => ({ seed, value: value(Number(x), Number(y), seed) }));
      return { variant: "a", tuned: { x, y }, dots, mean: (dots[0]!.value + dots[1]!.value) / 2 };
    })
  );
  return {
    by: recordsOf("classification"),
    axes: [{ name: "x", levels }, { name: "y", levels }],
    candidates,
    without: 0,
    stopped: [],
  };
}

function shares(sweep: Sweep): Record<string, number> {
  return Object.fromEntries(importances(sweep).map(({ source, share }) => [source, share]));
}

Deno.test("importances of an additive model are the squares of its effects", () => {
  const { x, y, interactions, seeds } = shares(sweepOf((x, y) => 3 * x + y));
  assertAlmostEquals(x!, 0.9, 1e-12);
  assertAlmostEquals(y!, 0.1, 1e-12);
  assertAlmostEquals(interactions!, 0, 1e-12);
  assertAlmostEquals(seeds!, 0, 1e-12);
});

Deno.test("importances tell interactions and seeds from the axes", () => {
  assertAlmostEquals(shares(sweepOf((x, y) => x === y ? 1 : 0))["interactions"]!, 1, 1e-12);
  assertAlmostEquals(shares(sweepOf((_x, _y, seed) => seed))["seeds"]!, 1, 1e-12);
});

Deno.test("importances say nothing if nothing differs", () => {
  assertEquals(importances(sweepOf(() => 0.5)), []);
});

Deno.test("gatherSweep finds the tuned axes and every candidate", () => {
  const sweep = gatherSweep(gatherVariants(sampleLogs(TUNED)))!;
  assertEquals(sweep.axes.map(({ name, levels }) => [name, levels.length]), [
    ["optimizer.learningRate", 3],
    ["batchSize", 2],
  ]);
  assertEquals([sweep.candidates.length, sweep.without], [12, 0]);
  assertEquals(leadingAxes(sweep).map(({ name }) => shortName(name)), [
    "learningRate",
    "batchSize",
  ]);
  assertEquals(gatherSweep(gatherVariants(sampleLogs(SMALL))), undefined);
});

Deno.test("gatherSweep leaves out candidates that diverged with any seed, and counts them", () => {
  const logs = sampleLogs(TUNED);
  const [first, ...rest] = logs.runs;
  const diverged = { ...first!, record: { ...first!.record!, ended: "diverged" as const } };
  const sweep = gatherSweep(gatherVariants({ ...logs, runs: [diverged, ...rest] }))!;
  assertEquals([sweep.candidates.length, sweep.without], [11, 1]);
  assert(importances(sweep).every(({ share }) => share >= 0));
});

Deno.test("gatherSweep looks at the seeds that a search used, and counts what it stopped", () => {
  const logs = searchedLogs();
  const sweep = gatherSweep(gatherVariants(logs), logs.record)!;
  assertEquals([sweep.candidates.length, sweep.without], [2, 0]);
  // The other one diverged.
  assertEquals(sweep.stopped.map(({ mean }) => mean), [0.2]);
  assertEquals(sweep.candidates.map(({ dots }) => dots.length), [1, 1]);
  assertEquals(sweep.axes, [{
    name: "optimizer.learningRate",
    levels: ["0.002", "0.02", "0.03", "0.5"],
    range: { isLog: true, from: 0.001, to: 1 },
  }]);
});

Deno.test("placeOnAxis places values of a range by their size and others by their order", () => {
  const range = { isLog: true, from: 0.001, to: 1 };
  const places = ["0.001", "0.1", "1"].map((label) =>
    placeOnAxis({ name: "x", levels: [], range }, label)
  );
  assertEquals(places, [0, 0.6667, 1]);
  const levels = ["small", "large", "none"];
  assertEquals(levels.map((label) => placeOnAxis({ name: "x", levels }, label)), [0, 0.5, 1]);
});

Deno.test("shortValue keeps three digits of a number, and any other text", () => {
  assertEquals(["0.0050291", "64", "1e-7", "0.00012345", "none", ""].map(shortValue), [
    "0.00503",
    "64",
    "1e-7",
    "1.2e-4",
    "none",
    "",
  ]);
});
