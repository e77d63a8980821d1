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
    const rows = formatMessage({ kind: "rows", worker: "ada", name, offset: 0, text: "1\n" });
    return parseEvent(new TextEncoder().encode(rows)) !== undefined;
  });
  assertEquals(taken, ["steps.csv", "epochs.csv"]);
});
