import { assert, assertEquals } from "@std/assert";
import { gatherVariants, readExperiment } from "@samebit/findings";
import { writeReruns } from "./reruns.ts";
import { type SampleExperiment, SMALL, TUNED, writeSample } from "@samebit/findings/samples";

/** Runs `body` on the folder of a written sample. */
async function withSample(
  made: SampleExperiment,
  body: (folder: string) => Promise<void>,
): Promise<void> {
  const out = await Deno.makeTempDir();
  try {
    await writeSample(out, made);
    await body(`${out}/${made.slug}`);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

async function scriptsIn(folder: string): Promise<string[]> {
  return (await Array.fromAsync(Deno.readDir(`${folder}/rerun`), ({ name }) => name)).sort();
}

Deno.test("writeReruns writes the record of each run, as a script that holds its files", async () => {
  await withSample(SMALL, async (folder) => {
    const { runs } = await readExperiment(folder);
    const own = `${folder}/${runs[0]!.planned.folder}`;
    await Deno.writeTextFile(`${own}/timing.csv`, "epoch,wallSeconds\n0,0.5\n1,1.25\n");
    await Deno.writeTextFile(`${own}/weights-best.safetensors`, "abc");
    const offered = await writeReruns(folder, gatherVariants(await readExperiment(folder)));
    assertEquals(offered.length, runs.length);
    const [first, second] = offered;
    assertEquals([first!.seconds, second!.seconds], [1.25, undefined]);
    assertEquals(first!.steps, runs[0]!.steps!.rows);
    const text = await Deno.readTextFile(`${folder}/${first!.script}`);
    const { samebitRecords } = Function(`const globalThis = {}; ${text} return globalThis;`)();
    const { files, digests } = samebitRecords[first!.name];
    for (const name of ["run.json", "steps.csv", "epochs.csv"]) {
      assertEquals(files[name], await Deno.readTextFile(`${own}/${name}`));
    }
    // The digest of "abc" is an example of FIPS 180-4.
    assertEquals(digests, {
      "weights-best.safetensors":
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    });
  });
});

Deno.test("writeReruns removes the records of runs that no longer exist", async () => {
  await withSample(SMALL, async (folder) => {
    const logs = await readExperiment(folder);
    await writeReruns(folder, gatherVariants(logs));
    const before = await scriptsIn(folder);
    await writeReruns(folder, gatherVariants({ ...logs, runs: logs.runs.slice(1) }));
    assertEquals(await scriptsIn(folder), before.slice(1));
  });
});

Deno.test("writeReruns offers complete runs of chosen candidates on embedded data alone", async () => {
  await withSample(TUNED, async (folder) => {
    const logs = await readExperiment(folder);
    const offered = await writeReruns(folder, gatherVariants(logs));
    assert(offered.length > 0 && offered.length < logs.runs.length);
    const elsewhere = logs.runs.map((run) => ({
      ...run,
      record: { ...run.record!, plan: { dataset: { kind: "mnist" } } },
    }));
    assertEquals(await writeReruns(folder, gatherVariants({ ...logs, runs: elsewhere })), []);
    const running = logs.runs.map((run) => ({ ...run, state: "running" as const }));
    assertEquals(await writeReruns(folder, gatherVariants({ ...logs, runs: running })), []);
  });
});

Deno.test("writeReruns offers the first seeds of every variant if there are many runs", async () => {
  const seeds = Array.from({ length: 40 }, (_, at) => at + 1);
  await withSample({ ...SMALL, seeds, epochs: 1 }, async (folder) => {
    const offered = await writeReruns(folder, gatherVariants(await readExperiment(folder)));
    assertEquals(offered.length, 60);
    assertEquals(offered.filter(({ variant }) => variant === "adam").length, 30);
    assert(offered.every(({ seed }) => seed <= 30));
  });
});
