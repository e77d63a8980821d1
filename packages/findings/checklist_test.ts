import { assertEquals } from "@std/assert";
import { fillChecklist } from "./checklist.ts";
import { gatherEnvironments } from "./environments.ts";
import { findingsOf } from "./findings.ts";
import type { ExperimentLogs } from "./read_experiment.ts";
import { sampleLogs } from "./samples/sample_logs.ts";
import { SMALL, TUNED } from "./samples/samples.ts";

/** What the items that begin so answer. */
function answers(logs: ExperimentLogs, begin: string, lock?: "present" | "absent") {
  return fillChecklist(findingsOf(logs), lock).filter(({ asks }) => asks.startsWith(begin))
    .map(({ holds, answer }) => [holds, answer]);
}

/** The small sample with environments by run. */
function madeOn(environments: readonly Record<string, string | number>[]): ExperimentLogs {
  const logs = sampleLogs(SMALL);
  const runs = logs.runs.map((run, at) => ({ ...run, environment: environments[at]! }));
  return { ...logs, runs };
}

Deno.test("fillChecklist answers from the record", () => {
  const logs = sampleLogs(SMALL);
  assertEquals(answers(logs, "Every planned run"), [[true, "4 of 4"]]);
  assertEquals(answers(logs, "Several seeds"), [[true, "n = 2: 1, 2"]]);
  assertEquals(answers(logs, "The test split"), [[true, "read 4 times"]]);
  assertEquals(answers(logs, "All runs come"), [[undefined, "not recorded"]]);
  assertEquals(fillChecklist(findingsOf({ ...logs, runs: [] })), []);
});

Deno.test("fillChecklist says what does not hold", () => {
  const logs = sampleLogs({ ...SMALL, seeds: [7] });
  const [first, ...rest] = logs.runs;
  const changed = {
    ...logs,
    runs: [
      { ...first!, record: { ...first!.record!, contract: 2 } },
      ...rest.map(({ planned }) => ({ planned, state: "missing" as const })),
    ],
    stale: ["runs/old"],
  };
  assertEquals(answers(changed, "Every planned run"), [[false, "1 of 2"]]);
  assertEquals(answers(changed, "Several seeds"), [[false, "n = 1: 7"]]);
  assertEquals(answers(changed, "No runs of an earlier"), [[false, "1 stale, not drawn"]]);
  const both = { ...logs, runs: [changed.runs[0]!, logs.runs[1]!] };
  assertEquals(answers(both, "All runs follow"), [[false, "1, 2"]]);
});

Deno.test("fillChecklist sees candidates that read the test split although others were chosen", () => {
  assertEquals(answers(sampleLogs(TUNED), "Values were chosen"), [[false, "read 24 times"]]);
  assertEquals(answers(sampleLogs({ ...TUNED, test: false }), "Values were chosen"), [
    [true, "read 0 times"],
  ]);
});

Deno.test("fillChecklist knows only what it is told about a lock", () => {
  const logs = sampleLogs(SMALL);
  assertEquals(answers(logs, "A lock"), [[undefined, "not looked for"]]);
  assertEquals(answers(logs, "A lock", "absent"), [[false, "absent"]]);
  assertEquals(answers(logs, "A lock", "present"), [[true, "present"]]);
});

Deno.test("gatherEnvironments counts what differs between runs", () => {
  const here = { deno: "2.9.6", processor: "X", cores: 2, backend: "wasm", threads: 1 };
  const logs = madeOn([here, { ...here, backend: "reference" }, here, { deno: "2.9.6" }]);
  assertEquals(gatherEnvironments(logs), [
    { name: "Deno", values: [{ text: "2.9.6", runs: 4 }] },
    { name: "Machine", values: [{ text: "X, 2 cores", runs: 3 }] },
    {
      name: "Kernels",
      values: [{ text: "wasm, 1 thread", runs: 2 }, { text: "reference, 1 thread", runs: 1 }],
    },
  ]);
});

Deno.test("fillChecklist compares the digests of the sources", () => {
  const [a, b] = [{ sourceDigest: "a" }, { sourceDigest: "b" }];
  assertEquals(answers(madeOn([a, a, a, a]), "All runs come"), [[true, "1 digest"]]);
  assertEquals(answers(madeOn([a, a, b, a]), "All runs come"), [[false, "2 digests"]]);
});
