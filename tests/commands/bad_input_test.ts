import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow, type Workplace } from "../command_line.ts";
import { declare, declareBase, SMALL } from "../sample_experiment.ts";

/** An experiment file that must be refused, and what the message must say beside its name. */
interface Case {
  readonly title: string;
  readonly text: string;
  readonly says: readonly string[];
  /** The file's name where it is not `bad.ts`. */
  readonly name?: string;
  /** Other files, by path. */
  readonly files?: Readonly<Record<string, string>>;
}

const CSV_DATA = {
  kind: "csv",
  file: "flowers.csv",
  validationExamples: 1,
  testExamples: 1,
};

const CASES: readonly Case[] = [
  {
    title: "a misspelt field",
    text: declareBase({ bachSize: 10 }),
    says: ['base.bachSize: unknown field, did you mean "batchSize"?'],
  },
  {
    title: "a misspelt field at the top",
    text: declare({ seed: [1] }),
    says: ['seed: unknown field, did you mean "seeds"?'],
  },
  {
    title: "a field that is missing",
    text: declare({ question: undefined }),
    says: ["question: "],
  },
  {
    title: "an unknown rule",
    text: declare({ compare: { optimizer: { a: { kind: "adamm", learningRate: 0.1 } } } }),
    says: ["compare.optimizer.a", 'unknown update rule "adamm"', 'did you mean "adam"?'],
  },
  {
    title: "an unknown axis",
    text: declare({ compare: { "optimizer.learnRate": [0.1] } }),
    says: ["compare.optimizer.learnRate: unknown axis", '"optimizer.learningRate"'],
  },
  { title: "an empty seed list", text: declare({ seeds: [] }), says: ["seeds: is empty"] },
  {
    title: "a repeated seed",
    text: declare({ seeds: [3, 3] }),
    says: ["seeds: names seed 3 twice"],
  },
  { title: "a seed that is none", text: declare({ seeds: [-1] }), says: ["seeds.0: cannot be -1"] },
  {
    title: "a negative rate",
    text: declareBase({ optimizer: { kind: "sgd", learningRate: -0.1 } }, { compare: {} }),
    says: ["base.optimizer.learningRate: cannot be -0.1", "wanted a number above 0"],
  },
  {
    title: "a layer without units",
    text: declareBase({ model: { kind: "fully-connected", hidden: [8, 0] } }),
    says: ["base.model.hidden.1: cannot be 0", "wanted a whole number from 1"],
  },
  {
    title: "more layers than anybody trains",
    text: declareBase({ model: { kind: "fully-connected", hidden: Array(200_000).fill(1) } }),
    says: ["base.model.hidden: has 200000 items; wanted at most 1000"],
  },
  {
    title: "a minibatch larger than its data",
    text: declareBase({ batchSize: 41 }),
    says: ["base.batchSize: cannot be 41, more than the 40 training examples"],
  },
  {
    title: "more examples than there are",
    text: declareBase({ dataset: { kind: "digits", trainExamples: 5000 } }),
    says: ["dataset", "5000"],
  },
  {
    title: "a missing data file",
    text: declareBase({ dataset: CSV_DATA }),
    says: ["dataset", "flowers.csv"],
  },
  {
    title: "a damaged data file",
    text: declareBase({ dataset: CSV_DATA }),
    files: { "data/flowers.csv": "length,width,name\n1,2,rose\n1,x,tulip\n3,4,rose\n" },
    says: ["dataset", "flowers.csv", "line 3"],
  },
  {
    title: "a data file outside of the data folder",
    text: declareBase({ dataset: { ...CSV_DATA, file: "../experiments/bad.ts" } }),
    says: ["dataset", "../experiments/bad.ts"],
  },
  {
    title: "a label that leads out of the folder",
    text: declare({ compare: { batchSize: { "../../up": 10 } } }),
    says: ["compare.batchSize", "../../up", "is not a label"],
  },
  {
    title: "a label with markup",
    text: declare({ compare: { batchSize: { "<script>alert(1)</script>": 10 } } }),
    says: ["compare.batchSize", "<script>", "is not a label"],
  },
  {
    title: "a claim about a variant that is not there",
    text: declare({
      claims: [{ says: "x", metric: "trainLoss", lower: "adamm", than: "sgd" }],
    }),
    says: ['claims.0.lower: unknown variant "adamm"', 'did you mean "adam"?'],
  },
  {
    title: "a name with markup",
    // Windows has no name with angle brackets.
    name: Deno.build.os === "windows" ? "&lt;b&gt;bold.ts" : "<b>bold.ts",
    text: declare(),
    says: ["is not a name for an experiment"],
  },
  { title: "a name that is no slug", name: "..ts", text: declare(), says: ["is not a name for"] },
  {
    title: "a file that throws",
    text: 'throw new Error("no coffee");',
    says: ["threw", "no coffee"],
  },
  {
    title: "a file that does not parse",
    text: "export default {",
    says: ["is not valid TypeScript"],
  },
  { title: "a file that exports nothing", text: "const x = 1;", says: ["exports nothing"] },
  {
    title: "a file that exports no data",
    text: "export default () => 1;",
    says: ["the default export is a function; wanted plain data"],
  },
  {
    title: "a file that reads another folder",
    text: 'export default JSON.parse(Deno.readTextFileSync("../data/secret.json"));',
    files: { "data/secret.json": JSON.stringify(SMALL) },
    says: ["needs a right", "read"],
  },
  {
    title: "a file that imports from another folder",
    text: 'export { default } from "../data/other.ts";',
    files: { "data/other.ts": declare() },
    says: ["needs a right", "other.ts"],
  },
  {
    title: "a file that writes",
    text: 'Deno.writeTextFileSync("experiments/mine.txt", "");',
    says: ["needs a right", "write"],
  },
  {
    title: "a file that looks at the environment",
    text: 'export default Deno.env.get("PATH");',
    says: ["needs a right", "env"],
  },
  {
    title: "a file that asks the network",
    text: 'await fetch("http://127.0.0.1:4321/");',
    says: ["needs a right", "net"],
  },
  {
    title: "a file that loops for ever",
    text: "while (true);",
    says: ["did not end within"],
  },
];

/** Runs a file and asserts that it is refused, by name, without a trace of it on disk. */
async function assertRefused(place: Workplace, { name = "bad.ts", text, says, files }: Case) {
  const file = `experiments/${name}`;
  for (const [path, content] of Object.entries(files ?? {})) await place.write(path, content);
  await place.write(file, text);
  const before = await filesBelow(place.path);
  const { status, out, complaints } = await place.run("experiment", file);
  assertEquals(out, "");
  assert(complaints.startsWith(`error: ${file}: `), complaints);
  for (const part of says) assertStringIncludes(complaints, part);
  assert(!/\n +at /.test(complaints), `A stack trace is for --verbose: ${complaints}`);
  assertEquals(status, 2);
  assertEquals(await filesBelow(place.path), before);
}

for (const each of CASES) {
  Deno.test(`experiment refuses ${each.title}, names the place and writes nothing`, async () => {
    await using place = await createWorkplace();
    await assertRefused(place, each);
  });
}

Deno.test("experiment runs none of several files if one of them is bad", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/good.ts", declare());
  await place.write("experiments/bad.ts", declare({ seeds: [] }));
  const { status, complaints } = await place.run("experiment", "good", "bad");
  assertEquals(status, 2);
  assertStringIncludes(complaints, "experiments/bad.ts: seeds: is empty");
  assertEquals(await filesBelow(join(place.path, "reports")), []);
});

Deno.test("experiment refuses an output folder that cannot be written", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/good.ts", declare());
  await place.write("taken", "a file");
  for (const out of ["taken", "taken/below"]) {
    const { status, complaints } = await place.run("experiment", "good", "--out", out);
    assertEquals(status, 2);
    assertStringIncludes(complaints, "taken");
    assertStringIncludes(complaints, "--out");
  }
  assertEquals(await Deno.readTextFile(join(place.path, "taken")), "a file");
});

Deno.test("experiment refuses a missing file and wrong flags", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/good.ts", declare());
  const wrong: readonly [args: string[], says: string][] = [
    [["experiments/godo.ts"], "experiments/godo.ts: there is no such file"],
    [["goods"], "experiments/goods.ts: there is no such file, did you mean experiments/good.ts?"],
    [["good", "--seeds", "1,1"], "--seeds: 1,1 names a seed twice"],
    [["good", "--workers", "0"], '--workers: cannot be "0"'],
    [["good", "--backend", "gpu"], "--backend: cannot be gpu"],
    [["good", "--outt", "x"], "--outt: unknown flag, did you mean --out?"],
  ];
  for (const [args, says] of wrong) {
    const { status, complaints } = await place.run("experiment", ...args);
    assertEquals(status, 2);
    assertStringIncludes(complaints, says);
  }
  assertEquals(await filesBelow(place.path), ["experiments/good.ts"]);
});

Deno.test("experiment takes a file from anywhere and lets it import its neighbours", async () => {
  await using place = await createWorkplace();
  const file = await place.write(
    "elsewhere/mine.ts",
    `import base from "./base.ts";\nexport default { ...${JSON.stringify(SMALL)}, base };\n`,
  );
  await place.write("elsewhere/base.ts", `export default ${JSON.stringify(SMALL.base)};`);
  const { status, complaints } = await place.run("experiment", file, "--dry-run");
  assertEquals([status, complaints], [0, ""]);
});
