import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parse } from "@std/csv";
import { join } from "node:path";
import { main } from "@samebit/cli";
import { createWorkplace, type Outcome, type Workplace } from "../command_line.ts";
import { declare, declareBase } from "../sample_experiment.ts";

/** Twelve flowers whose two kinds differ in both numbers. */
const FLOWERS: readonly (readonly [width: number, height: number, kind: string])[] = Array.from(
  { length: 12 },
  (_, i) => i % 2 === 0 ? [1 + i / 10, 5 - i / 7, "rose"] : [4 + i / 10, 1 + i / 9, "tulip"],
);

const TABLE = ["width,height,kind", ...FLOWERS.map((flower) => flower.join(","))].join("\n");

/** An experiment on those flowers. */
const ON_TABLE = declareBase({
  dataset: { kind: "csv", file: "flowers.csv", validationExamples: 3, testExamples: 3 },
  batchSize: 3,
}, { compare: undefined, seeds: [1] });

/** Makes an experiment and returns the folders of its runs, sorted. */
async function make(place: Workplace, text: string): Promise<string[]> {
  await place.write("experiments/small.ts", text);
  const { status, complaints } = await place.run("experiment", "small", "--workers", "1");
  assertEquals([status, complaints], [0, ""]);
  const runs = await Array.fromAsync(Deno.readDir(join(place.path, "reports/small/runs")));
  return runs.map(({ name }) => `reports/small/runs/${name}`).sort();
}

async function recordOf(place: Workplace, run: string) {
  return JSON.parse(await Deno.readTextFile(join(place.path, run, "run.json")));
}

/** Runs the command in this process, for tests that run it many times. */
async function evaluateHere(place: Workplace, ...args: string[]): Promise<Outcome> {
  const [out, complaints]: string[][] = [[], []];
  const plain = (text: string) => text;
  const terminal = {
    print: (line: string) => void out!.push(`${line}\n`),
    complain: (line: string) => void complaints!.push(`${line}\n`),
    isTerminal: false,
    bold: plain,
    dim: plain,
    red: plain,
  };
  const places = ["--out", join(place.path, "reports"), "--data-dir", join(place.path, "data")];
  const status = await main(["evaluate", ...args, ...places], terminal);
  return { status, out: out!.join(""), complaints: complaints!.join("") };
}

Deno.test("evaluate gives what run.json says, bit for bit, for each split and either weights", async () => {
  await using place = await createWorkplace();
  const [run] = await make(place, declare({ seeds: [1] }));
  const { best, final, test } = (await recordOf(place, run!)).result;
  const expected: readonly [flags: string[], accuracy: number, loss: number][] = [
    [[], best.validationAccuracy, best.validationLoss],
    [["--backend", "reference"], best.validationAccuracy, best.validationLoss],
    [["--weights", "final"], final.validationAccuracy, final.validationLoss],
    [["--split", "train"], best.trainAccuracy, best.trainLoss],
    [["--split", "test"], test.accuracy, test.loss],
  ];
  for (const [flags, accuracy, loss] of expected) {
    const { status, out, complaints } = await place.run("evaluate", run!, ...flags);
    assertEquals([status, complaints], [0, ""]);
    assertStringIncludes(out, `${run}, ${flags[1] === "final" ? "final" : "best"} weights`);
    assertStringIncludes(out, `: accuracy ${accuracy} (`);
    assertStringIncludes(out, `), loss ${loss}; the same bits as in run.json\n`);
    assertEquals(out.includes("Use the test split once"), flags[1] === "test");
  }
});

Deno.test("evaluate computes in the precision of the run, and with its averaged weights", async () => {
  await using place = await createWorkplace();
  const changed = { precision: "float64", averaging: { kind: "exponential", decay: 0.5 } };
  const [run] = await make(place, declareBase(changed, { compare: undefined, seeds: [1] }));
  const { final } = (await recordOf(place, run!)).result;
  const { status, out } = await evaluateHere(place, "base", "--weights", "final");
  assertEquals(status, 0);
  assertStringIncludes(out, `, loss ${final.validationLoss}; the same bits as in run.json\n`);
});

Deno.test("evaluate judges examples by the run's own input map, labels or none", async () => {
  await using place = await createWorkplace();
  await place.write("data/flowers.csv", `${TABLE}\n`);
  await make(place, ON_TABLE);
  const unlabelled = FLOWERS.map(([width, height]) => `${height},${width}`);
  await place.write("new.csv", ["height,width", ...unlabelled].join("\n"));
  const named = await place.run("evaluate", "base-seed1", "--data", "new.csv");
  assertEquals([named.status, named.complaints], [0, ""]);
  const [head, ...rows] = parse(named.out);
  assertEquals(head, ["example", "predicted", "score of rose", "score of tulip"]);
  assertEquals(rows.map(([example]) => example), FLOWERS.map((_, i) => String(i)));

  const all = ["--data", "data/flowers.csv", "--predictions", "p.csv"];
  const { status, out } = await place.run("evaluate", "small/base", ...all);
  assertEquals(status, 0);
  const labelled = parse(await Deno.readTextFile(join(place.path, "p.csv"))).slice(1);
  assertEquals(labelled.map(([, label]) => label), FLOWERS.map(([, , kind]) => kind));
  assertEquals(labelled.map(([example, , ...rest]) => [example, ...rest]), rows);
  const right = labelled.filter(([, label, prediction]) => label === prediction).length;
  assertMatch(out, new RegExp(`data/flowers\\.csv: accuracy \\S+ \\(${right} of 12\\), loss `));
  assertMatch(
    out,
    /^area under the ROC curve \S+ \(mean of 2 classes, .*calibration error \S+ \(10/m,
  );

  const split = await place.run("evaluate", "small/base", "--predictions", "validation.csv");
  assertEquals(split.status, 0);
  const predicted = parse(await Deno.readTextFile(join(place.path, "validation.csv"))).slice(1);
  for (const [, label, ...rest] of predicted) {
    assert(labelled.some(([, other, ...others]) => `${[label, rest]}` === `${[other, others]}`));
  }
});

Deno.test("evaluate refuses files of examples that do not fit the run, and overwrites none", async () => {
  await using place = await createWorkplace();
  await place.write("data/flowers.csv", `${TABLE}\n`);
  await make(place, ON_TABLE);
  const bad: readonly [text: string, says: string][] = [
    ["1,2\n", "new.csv: its first line names no columns"],
    ["width\n1\n", 'new.csv: there is no column "height"'],
    ["width,height\n1,x\n", "new.csv, line 2, column 2 (height)"],
    ["width,height,kind\n1,2,lily\n", 'label "lily" is not a class; the classes are rose, tulip'],
  ];
  const file = await place.write("new.csv", "");
  for (const [text, says] of bad) {
    await place.write("new.csv", text);
    const { status, out, complaints } = await evaluateHere(place, "base", "--data", file);
    assertEquals([status, out], [2, ""]);
    assert(complaints.startsWith("error: --data: Cannot read "), complaints);
    assertStringIncludes(complaints, says);
  }
  const { status, complaints } = await place.run("evaluate", "base", "--data", "new.csv");
  assertEquals(status, 2);
  assertStringIncludes(complaints, `error: --data: Cannot read new.csv, line 2, column 3 (kind): `);
  const flags: readonly [args: string[], says: string][] = [
    [[], "RUN: is missing"],
    [["base", "--data", `${file}.none`], `--data: there is no file ${file}.none`],
    [["base", "--data", file, "--split", "test"], "--split: is for the run's own data"],
    [["base", "--label", "kind"], "--label: is for --data"],
    [["base", "--split", "validaton"], "--split: cannot be validaton; did you mean validation?"],
    [["base", "--weights", "worst"], "--weights: cannot be worst; wanted one of best, final"],
    [["base", "--predictions", file], `--predictions: ${file} already exists`],
    [["base", "--predictions", `${file}/p.csv`], `--predictions: cannot write ${file}/p.csv`],
    [["base", "--backend", "native"], "--backend: cannot be native"],
  ];
  for (const [args, says] of flags) {
    const { status, complaints } = await evaluateHere(place, ...args);
    assertEquals(status, 2);
    assertStringIncludes(complaints, says);
  }
  assertEquals(await Deno.readTextFile(file), bad.at(-1)![0]);
});

Deno.test("evaluate names what is wrong with a run, its weights or its data", async () => {
  await using place = await createWorkplace();
  await place.write("data/flowers.csv", `${TABLE}\n`);
  const dataset = { kind: "csv", file: "flowers.csv", validationExamples: 3, testExamples: 3 };
  const runs = await make(place, declareBase({ dataset, batchSize: 3 }, { seeds: [1] }));
  const [adam, sgd] = runs as [string, string];
  const refuse = async (says: string, run: string) => {
    const { status, out, complaints } = await evaluateHere(place, run);
    assertEquals([status, out], [2, ""]);
    assertStringIncludes(complaints, says);
  };
  const name = adam.split("/").at(-1)!;
  await refuse("rmsprop: is not the folder of a run, and ", "rmsprop");
  await refuse("is not the folder of a run", join(place.path, "reports/small"));
  await refuse(`did you mean ${name}?`, name.replace("adam", "adm"));
  await refuse(`small: may mean any of 2 runs: small/${name}, small/sgd-`, "small");

  const weights = join(place.path, adam, "weights-best.safetensors");
  const whole = await Deno.readFile(weights);
  await Deno.writeFile(weights, whole.subarray(0, whole.length - 4));
  await refuse(`${adam}/weights-best.safetensors: is damaged: Cannot read`, "adam");
  await Deno.copyFile(join(place.path, adam, "weights-final.safetensors"), weights);
  await refuse(`${adam}/weights-best.safetensors: is not the file that was recorded: `, "adam");
  await Deno.remove(join(place.path, adam, "digests.json"));
  const other = await place.run("evaluate", "adam");
  assertEquals(other.status, 1);
  assertStringIncludes(other.complaints, `${adam}: run.json has other figures for these weights`);
  await Deno.remove(weights);
  await refuse(`${adam}/weights-best.safetensors: is missing; run it again`, "adam");

  await place.write("data/flowers.csv", `${TABLE}\n1,2,rose\n`);
  await refuse(`data: does not contain the data that `, "sgd");
  await Deno.remove(join(place.path, "data/flowers.csv"));
  await refuse(`${sgd}: cannot get the data it was trained on: Cannot read data file`, "sgd");

  const record = await recordOf(place, sgd);
  const write = (changed: object) => place.write(`${sgd}/run.json`, JSON.stringify(changed));
  await write({ ...record, plan: { ...record.plan, epochs: 9 } });
  await refuse(`${sgd}/run.json: was changed: its plan and data do not match`, "sgd");
  await write({ ...record, contract: 7 });
  await refuse(`${sgd}: was recorded under contract 7`, "sgd");
  const { ended: _ended, result: _result, ...begun } = record;
  await write(begun);
  await refuse(`${sgd}: is incomplete, so there are no weights`, "sgd");
  await place.write(`${sgd}/run.json`, "{");
  await refuse(`${sgd}/run.json: is damaged: `, "sgd");
});
