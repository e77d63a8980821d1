import { SAME_EVERYWHERE } from "@samebit/runlog";
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { compareRuns, findRecord } from "./compare_runs.ts";

const run = {
  variant: "adam",
  compared: {},
  tuned: {},
  seed: 1,
  identity: "a".repeat(64),
  folder: "runs/adam-seed1-aaaaaaaa",
};

async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

async function fill(folder: string, content: string, names = SAME_EVERYWHERE): Promise<void> {
  await Deno.mkdir(folder, { recursive: true });
  for (const name of names) await Deno.writeTextFile(join(folder, name), content);
}

Deno.test("compareRuns compares the files that a record has and names what differs", async () => {
  await withFolder(async (folder) => {
    const [recorded, got] = [join(folder, "a"), join(folder, "b")];
    await fill(got, "step,epoch\n1,1\n");
    await fill(recorded, "step,epoch\n1,1\n", ["steps.csv", "epochs.csv"]);
    assertEquals(await compareRuns(recorded, got), {
      files: ["steps.csv", "epochs.csv"],
      differences: [],
    });
    await Deno.writeTextFile(join(recorded, "steps.csv"), "step,epoch\n1,2\n");
    assertEquals((await compareRuns(recorded, got)).differences.map(({ place }) => place), [
      "step 1, epoch",
    ]);
  });
});

Deno.test("findRecord finds a run in an output folder, its experiment's, or its own", async () => {
  await withFolder(async (folder) => {
    const record = join(folder, "out", "sample", run.folder);
    await fill(record, JSON.stringify({ identity: run.identity }));
    const places = ["out", "out/sample", "out/sample/runs", `out/sample/${run.folder}`];
    for (const place of places) {
      assertEquals(await findRecord(join(folder, place), "sample", run), record, place);
    }
    assertEquals(await findRecord(folder, "sample", run), undefined);
    assertEquals(await findRecord(join(folder, "none"), "sample", run), undefined);
    const other = { ...run, identity: "b".repeat(64), folder: "runs/adam-seed1-bbbbbbbb" };
    assertEquals(await findRecord(record, "sample", other), undefined);
  });
});
