/**
 * Kinds of a folder's own, a rule, a layer and a loss, from the folder that `init` makes to an archive;
 * and hostile ones.
 */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { createWorkplace, filesBelow, hasGit, ROOT, type Workplace } from "../command_line.ts";

const example = (name: string) => Deno.readTextFile(join(ROOT, "examples/kinds", name));
const RULE = await example("signed_momentum.ts");
const LAYER = await example("prelu.ts");
const LOSS = await example("focal_loss.ts");

const EXPERIMENT = `export default {
  title: "Signs",
  question: "Does the sign of a mean gradient do?",
  expectation: "Yes",
  base: {
    dataset: { kind: "digits", trainExamples: 200 },
    model: {
      kind: "fully-connected",
      hidden: [12],
      normalization: "batch",
      activation: "own-prelu",
    },
    loss: { kind: "own-focal-loss", focus: 1 },
    optimizer: { kind: "own-signed-momentum", learningRate: 0.003 },
    epochs: 2,
  },
  compare: { "optimizer.momentum": [0.9, 0.5] },
  seeds: [1],
};
`;

/** The same with the rule alone, which takes fewer processes to describe. */
const OF_RULE = EXPERIMENT.replace(/ *(activation|loss): .*\n/g, "");

/** A folder with kinds of its own, as the docs have them. */
async function withKinds(rule: string = RULE, experiment: string = OF_RULE): Promise<Workplace> {
  const place = await createWorkplace();
  await place.write("kinds/signed_momentum.ts", rule);
  await place.write("kinds/prelu.ts", LAYER);
  await place.write("kinds/focal_loss.ts", LOSS);
  const samebit = {
    optimizers: { "own-signed-momentum": "./kinds/signed_momentum.ts" },
    layers: { "own-prelu": "./kinds/prelu.ts" },
    losses: { "own-focal-loss": "./kinds/focal_loss.ts" },
  };
  await place.write("deno.json", JSON.stringify({ samebit }));
  await place.write("experiments/signs.ts", experiment);
  return place;
}

Deno.test("docs/own-kinds.md shows the kinds that these tests run", async () => {
  const guide = await Deno.readTextFile(join(ROOT, "docs/own-kinds.md"));
  for (const kind of [RULE, LAYER, LOSS, await example("mish.ts"), await example("gestures.ts")]) {
    assertStringIncludes(guide, kind);
  }
});

Deno.test("experiment, lock and verify take kinds of the folder's own", async () => {
  await using place = await withKinds(RULE, EXPERIMENT);
  const made = await place.run("experiment", "signs", "--lock", "--backend", "wasm");
  assertEquals([made.status, made.complaints], [0, ""]);
  const lock = JSON.parse(await Deno.readTextFile(join(place.path, "experiments/signs.lock.json")));
  assertEquals(Object.keys(lock.kinds), ["own-focal-loss", "own-prelu", "own-signed-momentum"]);
  assertMatch(lock.kinds["own-signed-momentum"], /^[0-9a-f]{64}$/);
  const [run] = (await filesBelow(join(place.path, "reports/signs/runs")))
    .filter((path) => path.endsWith("run.json"));
  const { plan } = JSON.parse(
    await Deno.readTextFile(join(place.path, "reports/signs/runs", run!)),
  );
  assertEquals([Object.keys(plan).at(-1), plan.kinds], ["kinds", lock.kinds]);
  assertEquals(Object.keys(plan.optimizer), ["kind", "learningRate", "momentum"]);
  assertEquals(plan.loss, { kind: "own-focal-loss", focus: 1 });
  assertEquals(plan.model.activation, { kind: "own-prelu" });
  const page = await Deno.readTextFile(join(place.path, "reports/signs/index.html"));
  for (const hash of Object.values(lock.kinds)) assertStringIncludes(page, String(hash));
  assertEquals(page.includes('id="again"'), false);

  // Other kernels, the same bytes.
  const again = await place.run("verify", "signs", "--backend", "reference");
  assertEquals(again.status, 0, again.out);
  assertStringIncludes(again.out, "2 runs the same, bit for bit (reference kernels)");

  const inPieces = await place.run("verify", "signs", "--accumulate", "2");
  assertEquals(inPieces.status, 2);
  assertStringIncludes(inPieces.complaints, "cannot take a minibatch in pieces");
});

const withoutGit = !await hasGit();
if (withoutGit) {
  console.log("own_kinds_test, publish: skipped, there is no git, which has the source");
}

Deno.test({
  name:
    "publish puts kinds of the folder's own into the archive, which is verified without the folder",
  ignore: withoutGit,
  fn: publishOwnKinds,
});

async function publishOwnKinds() {
  await using place = await withKinds(RULE, EXPERIMENT);
  await place.run("experiment", "signs", "--lock", "--backend", "wasm");
  const published = await place.run("publish", "signs", "--allow-dirty");
  assertEquals(published.status, 0, published.complaints);
  const archive = (await filesBelow(join(place.path, "reports"))).find((path) =>
    path.endsWith(".zip")
  )!;
  await Deno.remove(join(place.path, "kinds"), { recursive: true });
  const verified = await place.run("verify", `reports/${archive}`, "--backend", "wasm");
  assertEquals(verified.status, 0, verified.complaints + verified.out);
  assertStringIncludes(verified.out, "2 runs the same, bit for bit");
}

Deno.test("verify names the kind whose sources differ from those of the lock", async () => {
  await using place = await withKinds();
  await place.run("experiment", "signs", "--lock", "--backend", "wasm");
  await place.write("kinds/signed_momentum.ts", `${RULE}// Changed.\n`);
  const { status, out } = await place.run("verify", "signs", "--backend", "wasm");
  assertEquals(status, 1);
  assertMatch(
    out,
    /own-signed-momentum was recorded with the sources [0-9a-f]{12}, its files are now [0-9a-f]{12}/,
  );
  const { out: listed } = await place.run("experiment", "signs", "--dry-run", "--backend", "wasm");
  assertStringIncludes(listed, "2 to run");
});

Deno.test("an experiment is refused if it names a kind that the folder lacks, or an unknown field", async () => {
  await using place = await withKinds();
  const refused: readonly [from: string, to: string, says: string][] = [
    [
      '"own-signed-momentum"',
      '"own-signed-momentun"',
      'base.optimizer.kind: unknown update rule "own-signed-momentun"',
    ],
    ["learningRate: 0.003", "learningRate: -1", "optimizer.learningRate: cannot be -1"],
    [
      "learningRate: 0.003",
      "learningRate: 1, beta: 1",
      'optimizer.beta: unknown field of update rule "own-signed-momentum"',
    ],
    ["[0.9, 0.5]", "[0.9, 1]", "cannot be 1; wanted a number from 0 to below 1"],
  ];
  for (const [from, to, says] of refused) {
    await place.write("experiments/signs.ts", OF_RULE.replace(from, to));
    const { status, complaints } = await place.run("list");
    assertEquals(status, 2, complaints);
    assertStringIncludes(complaints, says);
  }
});

/** The rule with something before it, and with something in its step. */
const before = (text: string) => `${text}\n${RULE}`;
const inStep = (text: string) => RULE.replace("for (let i", `${text}\n      for (let i`);

Deno.test("a kind that reaches out when it is asked for its fields is refused by name", async () => {
  // Words that the reading of the text finds are hidden from it here.
  const hidden = 'const outside = [].constructor.constructor("return global" + "This")();';
  const refused: readonly [rule: string, says: string][] = [
    [before("export const x = Math.exp(1);"), "signed_momentum.ts:1: uses Math.exp"],
    [before('await Deno.readTextFile("/etc/passwd");'), "signed_momentum.ts:1: uses Deno"],
    [
      before(`${hidden} await outside["De" + "no"].readTextFile("/etc/passwd");`),
      "needs a right that kinds do not have",
    ],
    [
      before(`${hidden} await outside["fet" + "ch"]("https://example.org");`),
      "needs a right that kinds do not have",
    ],
    [
      before(`${hidden} outside["De" + "no"].writeTextFileSync("x", "x");`),
      "needs a right that kinds do not have",
    ],
    [before("while (true);"), "did not end within"],
    ["export const x = 1;\n", "the default export is not a kind"],
    [RULE.replace("learningRate: {", "rate: {"), "has no field learningRate"],
    [
      `const many = Object.fromEntries(Array.from({ length: 1e5 }, (_, i) => [\`f\${i}\`, 1]));
       export default { fields: many, create() {} };`,
      "signed_momentum.ts:",
    ],
  ];
  await using place = await withKinds();
  for (const [rule, says] of refused) {
    await place.write("kinds/signed_momentum.ts", rule);
    const { status, complaints } = await place.run("list");
    assertEquals(status, 2, complaints);
    assertStringIncludes(complaints, says);
  }
});

Deno.test("a kind that reaches out of its run fails that run and touches nothing", async () => {
  const hidden = 'const deno = [].constructor.constructor("return De" + "no")();';
  // A program that exists: it is looked for before the right to start it.
  const program = Deno.build.os === "windows" ? "cmd" : "true";
  const tried: readonly [step: string, says: string][] = [
    [`${hidden} deno.readTextFileSync("/etc/passwd");`, "Requires read access"],
    [`${hidden} deno.writeTextFileSync("reports/x", "x");`, "Requires write access"],
    [`${hidden} new deno.Command("${program}").outputSync();`, "Requires run access"],
    [`${hidden} deno.env.get("HOME");`, "Requires env access"],
  ];
  for (const [step, says] of tried) {
    await using place = await withKinds(inStep(step));
    const args = ["experiment", "signs", "--backend", "wasm", "--retries", "0"];
    const { status, out, complaints } = await place.run(...args);
    assertEquals(status, 1);
    assertStringIncludes(out + complaints, says);
    const files = await filesBelow(place.path);
    assertEquals(files.includes("reports/x"), false);
  }
});

Deno.test("check-gradients checks the folder's layers and losses, and finds what is wrong", async () => {
  await using place = await withKinds();
  await place.write("kinds/focal_loss.ts", LOSS.replace("/ rows;", "/ (2 * rows);"));
  const { status, out, complaints } = await place.run("check-gradients");
  assertEquals([status, complaints], [1, ""]);
  assertMatch(out, /^own-prelu on \[5\] .* ok$/m);
  assertMatch(out, /^own-prelu on \[4, 5, 4\] .* ok$/m);
  assertMatch(out, /^own-focal-loss +scores .* WRONG$/m);
  assertMatch(out, / gradients checked, 1 wrong\n$/);
});

Deno.test("an invalid layer or loss is refused by name before anything is run", async () => {
  const shape = 'shape: ["channels"], role: "scale", first: 0.25';
  const refused: readonly [file: string, text: string, says: string][] = [
    ["prelu.ts", LAYER.replace(shape, 'shape: [1000000000], role: "bias"'), "parameters"],
    ["prelu.ts", LAYER.replace(shape, 'shape: ["width"], role: "scale"'), 'the size "width"'],
    ["prelu.ts", LAYER.replace(shape, 'shape: [0], role: "scale"'), "parameters.slope.shape.0"],
    [
      "prelu.ts",
      LAYER.replace("parameters: {", 'output: ["channels", 2], parameters: {'),
      "own-prelu",
    ],
    ["prelu.ts", `while (true);\n${LAYER}`, "did not end within"],
    ["focal_loss.ts", LOSS.replace('"labels"', '"words"'), 'takes cannot be "words"'],
    [
      "focal_loss.ts",
      LOSS.replace('"labels"', '"numbers"'),
      'cannot be "own-focal-loss" in classification',
    ],
    ["focal_loss.ts", LOSS.replace("exp(logP)", "Math.exp(logP)"), "uses Math.exp"],
  ];
  await using place = await withKinds(RULE, EXPERIMENT);
  for (const [file, text, says] of refused) {
    await place.write("kinds/prelu.ts", file === "prelu.ts" ? text : LAYER);
    await place.write("kinds/focal_loss.ts", file === "focal_loss.ts" ? text : LOSS);
    const { status, complaints } = await place.run("list");
    assertEquals(status, 2, `${says}: ${complaints}`);
    assertStringIncludes(complaints, says);
  }
});
