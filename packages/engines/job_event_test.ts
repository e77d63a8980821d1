import { assertEquals } from "@std/assert";
import { failureOf, isEnd, type JobEvent } from "./job_event.ts";

Deno.test("isEnd says of each event whether another one of the job may follow", () => {
  const events: JobEvent[] = [
    { kind: "started" },
    { kind: "progress", progress: { step: 1, totalSteps: 2 } },
    { kind: "notice", text: "a checkpoint is damaged" },
    { kind: "finished" },
    { kind: "paused" },
    { kind: "failed", reason: "it broke" },
  ];
  assertEquals(events.filter(isEnd).map(({ kind }) => kind), ["finished", "paused", "failed"]);
});

Deno.test("failureOf also takes values that are not errors", () => {
  const { kind, reason } = failureOf("out of memory");
  assertEquals({ kind, reason }, { kind: "failed", reason: "out of memory" });
});
