import { assertEquals } from "@std/assert";
import type { JobEvent } from "./job_event.ts";
import { readLine } from "./json_lines.ts";

Deno.test("readLine takes a complete line, and refuses one that was cut anywhere", () => {
  const event: JobEvent = { kind: "progress", progress: { step: 1, totalSteps: 2 } };
  const text = JSON.stringify(event);
  const taken = Array.from(text, (_, i) => readLine(text.slice(0, i + 1)));
  assertEquals(taken, [...Array<undefined>(text.length - 1).fill(undefined), event]);
});
