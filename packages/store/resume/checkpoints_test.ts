import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { inFolder, namesIn } from "../testing/folder.ts";
import type { SavedCheckpoint } from "./checkpoint_file.ts";
import { newestCheckpoint, removeCheckpoints, saveCheckpoint } from "./checkpoints.ts";
import { createLog } from "./run_log.ts";
import { sampleCheckpoint } from "./sample_checkpoint.ts";

/** The checkpoint of a step that fits logs of one line in a folder. */
function fitting(folder: string, step: number): SavedCheckpoint {
  using steps = createLog(join(folder, "steps.csv"), "step\n");
  using epochs = createLog(join(folder, "epochs.csv"), "epoch\n");
  return { ...sampleCheckpoint(step), logs: { steps: steps.sync(), epochs: epochs.sync() } };
}

/** The step of the newest checkpoint and what is said of the others. */
async function newest(folder: string, identity = sampleCheckpoint(0).identity) {
  const notices: string[] = [];
  const found = await newestCheckpoint(folder, identity, (text) => notices.push(text));
  return { step: found?.checkpoint.progress.step, notices };
}

Deno.test("saveCheckpoint keeps the one before, and no older one", async () => {
  await inFolder(async (folder) => {
    let before: number | undefined;
    for (const step of [0, 9, 10, 110]) {
      await saveCheckpoint(folder, fitting(folder, step), before);
      before = step;
    }
    const names = (await namesIn(folder)).filter((name) => !name.endsWith(".csv"));
    assertEquals(names, ["checkpoint-10.safetensors", "checkpoint-110.safetensors"]);
    assertEquals(await newest(folder), { step: 110, notices: [] });
    await removeCheckpoints(folder);
    assertEquals(await namesIn(folder), ["epochs.csv", "steps.csv"]);
    assertEquals(await newest(folder), { step: undefined, notices: [] });
  });
});

Deno.test("saveCheckpoint keeps the one that was used, not a damaged one after it", async () => {
  await inFolder(async (folder) => {
    await saveCheckpoint(folder, fitting(folder, 5), undefined);
    await Deno.writeTextFile(join(folder, "checkpoint-9.safetensors"), "damaged");
    await saveCheckpoint(folder, fitting(folder, 7), 5);
    const names = (await namesIn(folder)).filter((name) => !name.endsWith(".csv"));
    assertEquals(names, ["checkpoint-5.safetensors", "checkpoint-7.safetensors"]);
  });
});

Deno.test("newestCheckpoint names what it cannot use and says what is used instead", async () => {
  await inFolder(async (folder) => {
    await saveCheckpoint(folder, fitting(folder, 5), undefined);
    const path = join(folder, "checkpoint-9.safetensors");
    await Deno.writeTextFile(path, "damaged");
    const { step, notices } = await newest(folder);
    assertEquals([step, notices], [5, [
      `Cannot read ${path}: it is damaged, or not a checkpoint of this version; ` +
      "the run resumes from step 5",
    ]]);
  });
});

Deno.test("newestCheckpoint uses none of another run, and none that does not fit the logs", async () => {
  await inFolder(async (folder) => {
    await saveCheckpoint(folder, fitting(folder, 5), undefined);
    const other = await newest(folder, "b".repeat(64));
    assertEquals(other.step, undefined);
    assertMatch(
      other.notices.join(),
      /5\.safetensors: it belongs to another run; .* starts over$/,
    );

    for (const text of ["stop\n", "step", ""]) {
      await Deno.writeTextFile(join(folder, "steps.csv"), text);
      const unfit = await newest(folder);
      assertEquals(unfit.step, undefined);
      assertMatch(unfit.notices.join(), /the logs beside it were cut or changed; /);
    }
    await Deno.remove(join(folder, "steps.csv"));
    assertEquals((await newest(folder)).step, undefined);
    // Rows after it were written later, and are cut when the run goes on.
    await Deno.writeTextFile(join(folder, "steps.csv"), "step\n1\n");
    assertEquals(await newest(folder), { step: 5, notices: [] });
  });
});
