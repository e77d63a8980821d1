import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { readExperiment } from "./read_experiment.ts";
import { sampleLogs, sampleRecord, writeSample } from "./samples/sample_logs.ts";
import { SMALL } from "./samples/samples.ts";

const [PLANNED] = sampleRecord(SMALL).runs;

/** Runs `body` on a folder that holds the small sample. */
async function withSample(body: (folder: string, run: string) => Promise<void>): Promise<void> {
  const out = await Deno.makeTempDir();
  try {
    await writeSample(out, SMALL);
    await body(`${out}/${SMALL.slug}`, `${out}/${SMALL.slug}/${PLANNED!.folder}`);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

Deno.test("readExperiment reads what was written", async () => {
  await withSample(async (folder) => {
    assertEquals(await readExperiment(folder), sampleLogs(SMALL));
  });
});

Deno.test("readExperiment keeps what the plans of runs have in common once", async () => {
  await withSample(async (folder) => {
    const [first, second] = (await readExperiment(folder)).runs.map(({ record }) => record!.plan);
    assertStrictEquals(first!["dataset"], second!["dataset"]);
  });
});

Deno.test("readExperiment does not read the CSV files when only records are asked for", async () => {
  await withSample(async (folder, run) => {
    await Deno.remove(`${run}/steps.csv`);
    const { runs } = await readExperiment(folder, { logs: "records" });
    assertEquals([runs[0]!.state, runs[0]!.steps], ["whole", undefined]);
  });
});

Deno.test("readExperiment takes missing and unfinished runs as they are", async () => {
  await withSample(async (folder, run) => {
    const record = JSON.parse(await Deno.readTextFile(`${run}/run.json`));
    delete record.ended;
    delete record.result;
    await Deno.writeTextFile(`${run}/run.json`, JSON.stringify(record));
    const steps = await Deno.readTextFile(`${run}/steps.csv`);
    await Deno.writeTextFile(`${run}/steps.csv`, steps.slice(0, -3));
    await Deno.remove(`${run}/epochs.csv`);
    const planned = sampleRecord(SMALL).runs;
    await Deno.remove(`${folder}/${planned[1]!.folder}`, { recursive: true });
    await Deno.writeTextFile(`${run}/failed.txt`, "Out of memory\n");
    const { runs } = await readExperiment(folder);
    assertEquals(runs.map(({ failure }) => failure).slice(0, 2), ["Out of memory", undefined]);
    assertEquals(runs.map(({ state }) => state), ["running", "missing", "whole", "whole"]);
    assertEquals([runs[0]!.steps!.rows, runs[0]!.epochs!.rows], [5, 0]);
  });
});

Deno.test("readExperiment lists folders that no plan names as stale", async () => {
  await withSample(async (folder) => {
    await Deno.mkdir(`${folder}/runs/b-old`);
    await Deno.mkdir(`${folder}/runs/a-old`);
    assertEquals((await readExperiment(folder)).stale, ["runs/a-old", "runs/b-old"]);
  });
});

Deno.test("readExperiment names the file and what is wrong with it", async () => {
  const cases: [file: string, change: (text: string) => string | undefined, message: string][] = [
    ["steps.csv", (text) => text.slice(0, -1), "steps.csv:7: the last line has no line feed"],
    [
      "steps.csv",
      () => undefined,
      "steps.csv: the run is recorded as complete, but has no such log",
    ],
    ["epochs.csv", (text) => text.replace("0.", "O."), "wanted a number"],
    ["run.json", (text) => text.slice(1), "run.json: it is not JSON"],
    [
      "run.json",
      (text) => text.replace(PLANNED!.identity, "b".repeat(64)),
      `it records run ${"b".repeat(64)}, the experiment planned ${PLANNED!.identity}`,
    ],
  ];
  for (const [file, change, message] of cases) {
    await withSample(async (folder, run) => {
      const text = change(await Deno.readTextFile(`${run}/${file}`));
      if (text === undefined) await Deno.remove(`${run}/${file}`);
      else await Deno.writeTextFile(`${run}/${file}`, text);
      await assertRejects(() => readExperiment(folder), SyntaxError, message);
    });
  }
});

Deno.test("readExperiment says what to do if there is no experiment", async () => {
  await assertRejects(
    () => readExperiment("nowhere/at-all"),
    Deno.errors.NotFound,
    "nowhere/at-all/experiment.json: there is no such file; run the experiment first",
  );
});
