/** The bundle, run as a page runs it: as a worker made of its text. */
import { assertEquals } from "@std/assert";
import type { RerunMessage, RerunTask } from "@samebit/rerun";
import { readRecordedRun } from "../packages/rerun/testing_records.ts";

const asset = new URL("../packages/pages/assets/rerun_worker.js", import.meta.url);

Deno.test("the rerun bundle repeats a recorded run bit for bit", async () => {
  const script = await Deno.readTextFile(asset);
  const text = JSON.parse(/globalThis\.samebitRerunWorker = (".*");\n$/.exec(script)![1]!);
  const url = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  const told: RerunMessage[] = [];
  const recorded = await readRecordedRun();
  await new Promise<void>((resolve) => {
    worker.onmessage = ({ data }: MessageEvent<RerunMessage>) => {
      told.push(data);
      if (data.kind === "done" || data.kind === "failed") resolve();
    };
    worker.postMessage({ kind: "rerun", recorded } satisfies RerunTask);
  });
  worker.terminate();
  URL.revokeObjectURL(url);
  assertEquals(told[0], { kind: "begun", kernels: "wasm" });
  assertEquals(told[1]?.kind, "checked");
  const last = told.at(-1)!;
  assertEquals(last.kind === "done" && last.verdict.difference, undefined);
  const points = told.flatMap((each) => each.kind === "progress" ? each.points : []);
  assertEquals(points.length, recorded.files["steps.csv"].trimEnd().split("\n").length - 1);
});
