import { assertEquals } from "@std/assert";
import { type CoordinatorLine, parseCoordinatorLine } from "./coordinator_line.ts";

Deno.test("parseCoordinatorLine takes a whole line, and none that was torn anywhere", () => {
  const line: CoordinatorLine = {
    index: 0,
    event: { kind: "progress", progress: { step: 1, totalSteps: 2 } },
  };
  const text = JSON.stringify(line);
  const taken = Array.from(text, (_, i) => parseCoordinatorLine(text.slice(0, i + 1)));
  assertEquals(taken, [...Array<undefined>(text.length - 1).fill(undefined), line]);
});
