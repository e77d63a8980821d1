import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { findingsOf, readExperiment } from "@samebit/findings";
import {
  type Claim,
  type EpochRow,
  formatRecord,
  type PlannedRun,
  type RunRecord,
} from "@samebit/runlog";
import { createTestingTerminal } from "@samebit/terminal/testing";
import { describeResults } from "./results.ts";

interface SampleRun {
  readonly variant: string;
  readonly seed: number;
  readonly trainLoss: number;
  readonly test?: number;
  readonly tuned?: Record<string, string>;
}

/** Writes the records of runs that never were, and reads their results. */
async function resultsOf(runs: readonly SampleRun[], claims: readonly Claim[], stale?: string) {
  const out = await Deno.makeTempDir();
  try {
    const planned = runs.map(({ variant, seed, tuned = {} }, i): PlannedRun => ({
      variant,
      compared: { optimizer: variant },
      tuned,
      seed,
      identity: String(i).repeat(64),
      folder: `runs/${i}`,
    }));
    await writeRecord(join(out, "trial/experiment.json"), {
      slug: "trial",
      title: "Trial",
      question: "Which?",
      expectation: "None",
      claims,
      declaration: {},
      runs: planned,
    });
    for (const [i, run] of runs.entries()) {
      await writeRecord(
        join(out, "trial", planned[i].folder, "run.json"),
        recordOf(run, planned[i]),
      );
    }
    if (stale !== undefined) await Deno.mkdir(join(out, "trial/runs", stale));
    const logs = await readExperiment(join(out, "trial"), { logs: "records" });
    return describeResults(out, findingsOf(logs), createTestingTerminal());
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

async function writeRecord(path: string, record: Parameters<typeof formatRecord>[0]) {
  await Deno.mkdir(join(path, ".."), { recursive: true });
  await Deno.writeTextFile(path, formatRecord(record));
}

function recordOf({ trainLoss, test }: SampleRun, { identity }: PlannedRun): RunRecord {
  const row: EpochRow = {
    epoch: 1,
    trainLoss,
    trainAccuracy: 1,
    validationLoss: 0.5,
    validationAccuracy: 0.875,
  };
  return {
    identity,
    contract: 1,
    dataHash: "d".repeat(64),
    plan: {},
    warnings: [],
    ended: "completed",
    result: {
      steps: 1,
      epochs: 1,
      final: row,
      best: row,
      ...(test !== undefined && { test: { accuracy: test, loss: 0.4, examples: 8 } }),
    },
  };
}

function linesOf(text: string): string[] {
  return text.split("\n").filter((line) => line !== "");
}

const TWO_SEEDS: readonly SampleRun[] = [
  { variant: "sgd", seed: 1, trainLoss: 0.5, test: 0.75 },
  { variant: "sgd", seed: 2, trainLoss: 0.5, test: 0.75 },
  { variant: "adam", seed: 1, trainLoss: 0.25, test: 0.875 },
  { variant: "adam", seed: 2, trainLoss: 0.25, test: 0.875 },
];

Deno.test("describeResults shows a row for each variant with mean and deviation", async () => {
  const { text } = await resultsOf(TWO_SEEDS, []);
  const [meaning, ...lines] = linesOf(text).reverse();
  assertEquals(meaning?.startsWith("a ± b: mean and standard deviation over n seeds"), true);
  assertEquals(lines.reverse().map((line) => line.split(/ {2,}/)), [
    ["variant", "n", "train loss", "train accuracy", "best validation", "test accuracy"],
    ["sgd", "2", "0.5 ± 0", "1.000 ± 0.000", "0.875 ± 0.000", "0.750 ± 0.000"],
    ["adam", "2", "0.25 ± 0", "1.000 ± 0.000", "0.875 ± 0.000", "0.875 ± 0.000"],
  ]);
});

Deno.test("describeResults leaves out a metric that no run has", async () => {
  const { text } = await resultsOf([{ variant: "sgd", seed: 1, trainLoss: 0.5 }], []);
  assertEquals(text.includes("test accuracy"), false);
});

Deno.test("describeResults names the values that were chosen for a tuned variant", async () => {
  const tuned = { "optimizer.learningRate": "0.1" };
  const { text } = await resultsOf([{ variant: "sgd", seed: 1, trainLoss: 0.5, tuned }], []);
  assertMatch(text, /^variant +learningRate +n .*\nsgd +0\.1 +1 /m);
});

Deno.test("describeResults shows a line for each combination of tuned values", async () => {
  const run = { variant: "sgd", trainLoss: 0.5 };
  const { text } = await resultsOf([
    { ...run, seed: 1, tuned: { batchSize: "50" } },
    { ...run, seed: 2, tuned: { batchSize: "50" } },
    { ...run, seed: 1, tuned: { batchSize: "100" } },
  ], []);
  assertEquals(linesOf(text).slice(0, 3).map((line) => line.split(/ {2,}/)), [
    ["batchSize", "n", "best validation"],
    // Of equals the first is chosen.
    ["50", "2", "0.875 ± 0.000", "chosen"],
    ["100", "1", "0.875"],
  ]);
});

Deno.test("describeResults shows a huge loss without writing out its digits", async () => {
  const { text } = await resultsOf([{ variant: "sgd", seed: 1, trainLoss: 1.25e36 }], []);
  assertStringIncludes(text, "1.25e+36");
});

Deno.test("describeResults gives the verdict of every claim", async () => {
  const { text, refuted } = await resultsOf(TWO_SEEDS, [
    { says: "Adam learns more", metric: "trainLoss", lower: "adam", than: "sgd" },
    { says: "SGD learns more", metric: "trainLoss", lower: "sgd", than: "adam" },
  ]);
  const numbers = "paired by seed";
  assertEquals(linesOf(text).slice(3, 7), [
    "supported: Adam learns more",
    `  0.25 ± 0 against 0.5 ± 0; difference −0.25 [−0.25, −0.25], ${numbers}`,
    "refuted: SGD learns more",
    `  0.5 ± 0 against 0.25 ± 0; difference 0.25 [0.25, 0.25], ${numbers}`,
  ]);
  assertEquals(refuted, []);
});

Deno.test("describeResults says why a claim is not decided", async () => {
  const claim: Claim = { says: "It learns", metric: "trainLoss", lower: "sgd", than: 1 };
  const { text } = await resultsOf([{ variant: "sgd", seed: 1, trainLoss: 0.5 }], [claim]);
  assertStringIncludes(text, "not decided: It learns\n  one seed: no interval");
});

Deno.test("describeResults returns the refuted claims that are marked must", async () => {
  const claim = { metric: "testAccuracy", higher: "sgd", must: true } as const;
  const { refuted } = await resultsOf(TWO_SEEDS, [
    { ...claim, says: "SGD reaches 90 %", than: 0.9 },
    { ...claim, says: "SGD reaches 50 %", than: 0.5 },
  ]);
  assertEquals(refuted, ["SGD reaches 90 %"]);
});

Deno.test("describeResults counts the existing runs that are not drawn", async () => {
  const { text } = await resultsOf(TWO_SEEDS, [], "left-over");
  assertMatch(text, /\n1 stale run in \S+runs, no longer planned: kept, but not in the report\n/);
});
