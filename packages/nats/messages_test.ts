import { assertEquals } from "@std/assert";
import { formatMessage, parseEvent } from "./messages.ts";

Deno.test("parseEvent takes rows of the logs that grow, and of no other file", () => {
  const taken = [
    "steps.csv",
    "epochs.csv",
    "run.json",
    "weights-best.safetensors",
    "checkpoint-5.safetensors",
    "../steps.csv",
  ].filter((name) => {
    const event = { kind: "rows", name, offset: 0, text: "1\n" } as const;
    const rows = formatMessage({ worker: "ada", delivery: 1, event });
    return parseEvent(new TextEncoder().encode(rows)) !== undefined;
  });
  assertEquals(taken, ["steps.csv", "epochs.csv"]);
});
