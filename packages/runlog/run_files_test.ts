import { assertEquals } from "@std/assert";
import { checkpointFile, checkpointStep, runPlace } from "./run_files.ts";

Deno.test("runPlace names the label, the seed and the begin of the identity", () => {
  assertEquals(runPlace("adam", 3, "0a1b2c3d4e5f"), "runs/adam-seed3-0a1b2c3d");
});

Deno.test("checkpointStep reads what checkpointFile writes, and nothing else", () => {
  assertEquals(checkpointStep(checkpointFile(120)), 120);
  for (const name of ["checkpoint-.safetensors", "checkpoint-1.safetensors.part", "run.json"]) {
    assertEquals(checkpointStep(name), undefined);
  }
});
