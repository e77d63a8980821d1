import { gatherVariants, readExperiment } from "@samebit/findings";
import { LOOKED, SMALL, writeSample } from "@samebit/findings/samples";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { formatSafetensors } from "@samebit/runlog";
import { probabilitiesOf, readPredictions } from "./predictions.ts";

/**
 * Reads the predictions of a sample whose first run's files are first changed; told are probabilities
 * by that run alone.
 */
async function predictionsOf(
  made = LOOKED,
  files: Record<string, string | Uint8Array> = {},
  probabilities = false,
) {
  const out = await Deno.makeTempDir();
  try {
    await writeSample(out, made);
    const folder = `${out}/${made.slug}`;
    const logs = await readExperiment(folder, { logs: "records" });
    for (const [name, content] of Object.entries(files)) {
      const path = `${folder}/${logs.runs[0]!.planned.folder}/${name}`;
      if (content === "") await Deno.remove(path);
      else if (typeof content === "string") await Deno.writeTextFile(path, content);
      else await Deno.writeFile(path, content);
    }
    const runs = logs.runs.map((run, at) => {
      if (!probabilities || at > 0) return run;
      const plan = {
        ...run.record!.plan,
        evaluation: { test: true, predictions: true, probabilities },
      };
      return { ...run, record: { ...run.record!, plan } };
    });
    return await readPredictions(folder, gatherVariants({ ...logs, runs }));
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

Deno.test("readPredictions counts over the seeds and takes the mistakes of the first", async () => {
  const found = await predictionsOf();
  assertEquals(found!.variants.map(({ variant, seeds }) => [variant, ...seeds]), [
    ["rmsprop", 1, 2],
    ["adam", 1, 2],
  ]);
  assertEquals([found!.classes, found!.first, found!.left], [["cat", "dog", "ship"], 1, 0]);
  // Of 12 examples each seed is wrong about 3: 1, 5, 9 and 2, 6, 10.
  assertEquals(found!.variants[0]!.counts, [[6, 2, 0], [0, 6, 2], [2, 0, 6]]);
  const { mistakes } = found!.variants[0]!;
  assertEquals(mistakes.map(({ example, label, predicted }) => [example, label, predicted]), [
    [1, 1, 2],
    [5, 2, 0],
    [9, 0, 1],
  ]);
  assertEquals(Array.from(mistakes[1]!.values).indexOf(16), 8);
});

Deno.test("readPredictions gives nothing if no run keeps them", async () => {
  assertEquals(await predictionsOf(SMALL), undefined);
});

Deno.test("readPredictions makes figures of probabilities where the plan keeps them", async () => {
  const rows = "0,0,0,0.75,0.25,0,0.29\n1,1,0,0.5,0.375,0.125,0.98\n";
  const text = `example,label,predicted,probability1,probability2,probability3,loss\n${rows}`;
  const found = await predictionsOf({ ...LOOKED, seeds: [1] }, { "predictions.csv": text }, true);
  const [first, second] = found!.variants;
  assertEquals(
    first!.probabilities!.map(({ seed, roc, calibrationError }) => [
      seed,
      roc.map((each) => each?.area),
      calibrationError,
    ]),
    [[1, [1, 1, undefined], (0.25 + 0.5) / 2]],
  );
  assertEquals(probabilitiesOf(found!)?.variants.map(({ runs }) => runs.length), [1, 0]);
  assertEquals(probabilitiesOf({ ...found!, variants: [second!] }), undefined);
});

Deno.test("readPredictions leaves examples without a predicted class out of the counts", async () => {
  const text = "example,label,predicted,loss\n0,0,-1,NaN\n";
  const found = await predictionsOf({ ...LOOKED, seeds: [1] }, { "predictions.csv": text });
  assertEquals(found!.variants[0]!.counts.flat(), Array(9).fill(0));
});

Deno.test("readPredictions names a file that is missing or does not fit", async () => {
  const header = "example,label,predicted,loss\n";
  const noClasses = formatSafetensors({ arrays: [], metadata: { classes: "{}" } });
  const cases: [Record<string, string | Uint8Array>, string][] = [
    [
      { "predictions.csv": "" },
      "predictions.csv: the run is recorded as complete, but has no such log",
    ],
    [{ "predictions.csv": `${header}0,0,3,1\n` }, "predictions.csv:2: a class is not among the 3"],
    [{ "predictions.csv": `${header}0,-1,0,1\n` }, "predictions.csv:2: a class is not among the 3"],
    [
      { "mistakes.safetensors": "" },
      "mistakes.safetensors: the run is recorded as complete, but has no",
    ],
    [
      { "mistakes.safetensors": noClasses },
      "mistakes.safetensors: its classes are not a list of names",
    ],
  ];
  for (const [files, message] of cases) {
    const error = await assertRejects(() => predictionsOf(LOOKED, files), SyntaxError);
    assert(error.message.includes(message), error.message);
  }
});
