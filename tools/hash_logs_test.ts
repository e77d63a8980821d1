/** Hashes of logs: which files count, and in what order. */
import { assertEquals } from "@std/assert";
import { hashLogs } from "./hash_logs.ts";
import { withTree } from "./testing_trees.ts";

Deno.test("hashLogs hashes what is the same everywhere, sorted by path, and nothing else", async () => {
  const files = {
    "x/runs/b-seed1-00000000/steps.csv": "abc",
    "x/runs/a-seed1-00000000/run.json": "",
    "x/runs/a-seed1-00000000/timing.csv": "1",
    "x/index.html": 'ab<section id="machine">of a machine</section>c',
  };
  await withTree(files, async (root) => {
    assertEquals(await hashLogs(root), [
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad  x/index.html",
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" +
      "  x/runs/a-seed1-00000000/run.json",
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" +
      "  x/runs/b-seed1-00000000/steps.csv",
    ]);
  });
});
