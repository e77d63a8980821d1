/** What is said of results: divergence, nothing to choose from, seeds that ended apart. */
import { assertEquals } from "@std/assert";
import type { Json } from "@samebit/runlog";
import { notesOf } from "./notes.ts";
import { findingsOf } from "./findings.ts";
import type { ExperimentLogs, RunLogs } from "./read_experiment.ts";
import { sampleLogs } from "./samples/sample_logs.ts";
import { SMALL, TUNED } from "./samples/samples.ts";

function changed(
  logs: ExperimentLogs,
  change: (run: RunLogs, at: number) => object,
): ExperimentLogs {
  return {
    ...logs,
    runs: logs.runs.map((run, at) => ({ ...run, record: { ...run.record!, ...change(run, at) } })),
  };
}

Deno.test("notesOf says nothing about runs that went as planned", () => {
  assertEquals(notesOf(findingsOf(sampleLogs(SMALL))), []);
  assertEquals(notesOf(findingsOf(sampleLogs(TUNED))), []);
});

Deno.test("notesOf says if seeds ended at different epochs", () => {
  const logs = changed(
    sampleLogs(SMALL),
    (run, at) =>
      at === 0 ? { ended: "stopped early", result: { ...run.record!.result!, epochs: 1 } } : {},
  );
  const [note, ...others] = notesOf(findingsOf(logs));
  assertEquals(others, []);
  assertEquals(
    note,
    "rmsprop: 1 of 2 seeds ended before the others, between epochs 1 and 2; final numbers are " +
      "those of each seed's own last epoch",
  );
});

Deno.test("notesOf says how many candidates diverged, and where none is left", () => {
  const some = changed(sampleLogs(TUNED), (_, at) => at === 0 ? { ended: "diverged" } : {});
  assertEquals(notesOf(findingsOf(some)), [
    "momentum: 1 of 6 candidates diverged and could not be chosen",
    "momentum: 1 of 12 runs diverged",
  ]);
  const all = changed(
    sampleLogs(TUNED),
    ({ planned }) => planned.variant === "adam" ? { ended: "diverged" } : {},
  );
  assertEquals(
    notesOf(findingsOf(all))[0],
    "adam: nothing to choose from: all 6 candidates diverged, so the test split was not measured",
  );
});

Deno.test("notesOf says which chosen values lie at the end of those that were listed", () => {
  // The rate of 0.01 is chosen: called 0.3, it is the largest.
  const sample = {
    ...TUNED,
    variants: TUNED.variants.map((variant) => ({
      ...variant,
      tuned: {
        ...variant.tuned,
        ...(variant.tuned?.["optimizer.learningRate"] === "0.01" &&
          { "optimizer.learningRate": "0.3" }),
      },
    })),
  };
  const declared = (rates: Json): string[] => {
    const logs = sampleLogs(sample);
    const tune = { "optimizer.learningRate": rates, batchSize: [25, 100] };
    return notesOf(findingsOf({ ...logs, record: { ...logs.record, declaration: { tune } } }));
  };
  assertEquals(
    declared([0.001, 0.1, 0.3]),
    ["momentum", "adam"].map((label) =>
      `${label}: the chosen optimizer.learningRate, 0.3, is the largest that was tried; larger may do better`
    ),
  );
  // Of a range nobody says where it ends, and of two values both are at an end.
  assertEquals(declared({ from: 0.001, to: 0.3 }), []);
});
