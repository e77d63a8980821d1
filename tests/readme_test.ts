/** The experiment that the README shows: it is planned as any file is, so its fields are checked. */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { planExperiment } from "@samebit/sweep";
import { ROOT } from "./command_line.ts";

Deno.test("the README's experiment is planned unchanged: two variants, three seeds", async () => {
  const readme = await Deno.readTextFile(join(ROOT, "README.md"));
  const block = /```ts ignore\n(import type \{ Experiment \}[^`]+)```/.exec(readme)?.[1];
  assert(block !== undefined, "the README shows no experiment");
  const folder = await Deno.makeTempDir();
  try {
    const file = join(folder, "adam-against-sgd.ts");
    await Deno.writeTextFile(file, block);
    const { runs, experiment } = await planExperiment(file, { dataDir: "no-such-folder" });
    assertEquals(new Set(runs.map(({ variant }) => variant)), new Set(["sgd", "adam"]));
    assertEquals(runs.length, 6);
    assertEquals(experiment.claims?.length, 1);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
